package generative.math;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// eˣ, ln, σ, tanh, softplus and the quick GELU on vector lanes, by range reduction and a polynomial.
///
/// ```
/// eˣ      = 2ⁿ eʳ       n = round(x / ln 2),  r = x − n ln 2 ∈ [−½ ln 2, ½ ln 2],  eʳ by a polynomial of degree 7
/// σ(x)    = 1 / (1 + e⁻ˣ)
/// tanh(x) = 1 − 2 / (e²ˣ + 1)              away from 0;   x + x³ P(x²)   for |x| < 0.625
/// ln x    = e ln 2 + ln m       x = m 2ᵉ, m ∈ [√½, √2),  ln m by a polynomial in m − 1
/// sp(x)   = max(x, 0) + ln(1 + e^−|x|)     with what the rounding of u = 1 + e^−|x| lost added to its logarithm
/// q(x)    = x s,   q′(x) = s (1 + 1.702 x (1 − s))      s = σ(1.702 x); beyond ±60, where s is 0 or 1, x is held at ±60
/// ```
/// ln 2 is taken off in two pieces, the first with few bits, so that n ln 2 loses nothing. Against double precision the error
/// stays below 1 unit in the last place for eˣ, 1.1 for ln, 2 for softplus, 2.5 for σ and 3.5 for tanh, which a test measures. ∞
/// and NaN come out as the true functions have them; σ below −88, less than the smallest normal number, may come out as 0.
///
/// Source of the method: Cody and Waite, *Software Manual for the Elementary Functions* (1980).
final class VectorMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private static final float LOG2_E = 1.44269504f, LN2_HIGH = 0.693359375f, LN2_LOW = -2.12194440e-4f;
    private static final float LARGEST = 88.73f, SMALLEST = -104f;        // beyond these: ∞ and 0
    private static final float SMALLEST_NORMAL = 0x1p-126f;
    private static final int SQRT_HALF = 0x3f3504f3;                       // the bits of √½
    private static final float ROUND = 12582912f;                         // 1.5·2²³: adding it rounds to a whole number

    private static final VectorShuffle<Float> BY_8 = turned(8), BY_4 = turned(4), BY_2 = turned(2), BY_1 = turned(1);

    private VectorMath() { }

    static FloatVector exp(FloatVector x) {
        FloatVector t = x.blend(LARGEST, x.compare(GT, LARGEST)).blend(SMALLEST, x.compare(LT, SMALLEST));    // NaN stays
        FloatVector shifted = shifted(t);
        IntVector whole = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
        IntVector half = whole.lanewise(VectorOperators.ASHR, 1);         // 2ⁿ = 2^half · 2^(n−half): n may be below −126
        return polynomial(t, shifted).mul(powerOfTwo(half)).mul(powerOfTwo(whole.sub(half)));
    }

    /// eˣ for x ∈ [−87, 88], where n needs no care: it is added to the exponent as it stands. Beyond, e⁻⁸⁷ and e⁸⁸.
    static FloatVector expInRange(FloatVector x) {
        FloatVector t = x.blend(88f, x.compare(GT, 88f)).blend(-87f, x.compare(LT, -87f));
        FloatVector shifted = shifted(t);
        return polynomial(t, shifted).reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
    }

    /// eˣ for x ≤ 88, and 0 below −87, where eˣ is next to nothing.
    static FloatVector expOrZero(FloatVector x) {
        VectorMask<Float> tiny = x.compare(LT, -87f);
        FloatVector t = x.blend(-87f, tiny), shifted = shifted(t);
        return polynomial(t, shifted).reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().blend(0f, tiny);
    }

    /// n + 1.5·2²³, whose last bits are those of the whole number n.
    private static FloatVector shifted(FloatVector t) {
        return t.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUND));
    }

    /// eʳ, r = t − n ln 2.
    private static FloatVector polynomial(FloatVector t, FloatVector shifted) {
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), t);
        r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, 1f / 5040);
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 720));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 120));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 24));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f / 6));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
        return p.fma(r, FloatVector.broadcast(SPECIES, 1f));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        return one.div(expInRange(x.neg()).add(1f)).blend(0f, x.compare(LT, -88f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector far = one.sub(FloatVector.broadcast(SPECIES, 2f).div(expInRange(x.add(x)).add(1f)));
        VectorMask<Float> small = x.compare(LT, 0.625f).and(x.compare(GT, -0.625f));
        FloatVector q = x.mul(x);
        FloatVector p = FloatVector.broadcast(SPECIES, -5.70498872745e-3f);
        p = p.fma(q, FloatVector.broadcast(SPECIES, 2.06390887954e-2f));
        p = p.fma(q, FloatVector.broadcast(SPECIES, -5.37397155531e-2f));
        p = p.fma(q, FloatVector.broadcast(SPECIES, 1.33314422036e-1f));
        p = p.fma(q, FloatVector.broadcast(SPECIES, -3.33332819422e-1f));
        return far.blend(p.mul(q).fma(x, x), small);
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(LT, SMALLEST_NORMAL);
        FloatVector y = logOfNormal(x.blend(x.mul(0x1p24f), tiny));
        y = y.blend(y.sub((float) (24 * Math.log(2))), tiny);
        y = y.blend(x, x.compare(GE, Float.POSITIVE_INFINITY));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
        return y.blend(Float.NaN, x.compare(LT, 0f).or(x.compare(NE, x)));
    }

    /// ln x for finite x not below the smallest normal number.
    static FloatVector logOfNormal(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector e = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 23);
        FloatVector f = bits.sub(e.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f), z = f.mul(f);
        FloatVector n = e.convert(VectorOperators.I2F, 0).reinterpretAsFloats();
        FloatVector p = FloatVector.broadcast(SPECIES, 7.0376836292e-2f);
        p = p.fma(f, FloatVector.broadcast(SPECIES, -1.1514610310e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 1.1676998740e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, -1.2420140846e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 1.4249322787e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, -1.6668057665e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 2.0000714765e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, -2.4999993993e-1f));
        p = p.fma(f, FloatVector.broadcast(SPECIES, 3.3333331174e-1f));
        FloatVector y = p.mul(f).mul(z);
        y = n.fma(FloatVector.broadcast(SPECIES, LN2_LOW), y);
        y = z.fma(FloatVector.broadcast(SPECIES, -0.5f), y).add(f);
        return n.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), y);
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector e = exp(x.abs().neg()), u = e.add(1f);
        FloatVector log1p = logOfNormal(u).add(e.sub(u.sub(1f)).div(u));
        return x.blend(0f, x.compare(LT, 0f)).add(log1p);
    }

    static FloatVector quickGelu(FloatVector x) {
        return x.blend(-60f, x.compare(LT, -60f)).mul(sigmoid(x.mul(1.702f)));                  // −∞ would give −∞ · 0
    }

    static FloatVector quickGeluSlope(FloatVector x) {
        FloatVector held = x.blend(-60f, x.compare(LT, -60f)).blend(60f, x.compare(GT, 60f)), v = held.mul(1.702f);
        FloatVector s = sigmoid(v), one = FloatVector.broadcast(SPECIES, 1f);
        return v.mul(one.sub(s)).add(1f).mul(s);
    }

    /// The sum of the lanes: halves are added, then halves of halves. `reduceLanes` leaves the order open, and interpreted code
    /// takes another one than compiled code: the same training would then end with other bits each time.
    static float sum(FloatVector v) {
        if (SPECIES.length() >= 16) v = v.add(v.rearrange(BY_8));
        if (SPECIES.length() >= 8) v = v.add(v.rearrange(BY_4));
        if (SPECIES.length() >= 4) v = v.add(v.rearrange(BY_2));
        return v.add(v.rearrange(BY_1)).lane(0);
    }

    private static VectorShuffle<Float> turned(int by) {
        return VectorShuffle.fromOp(SPECIES, i -> (i + by) % SPECIES.length());
    }

    /// Σᵢ x[i] y[i] over `length` numbers from places i and j on, as many sums as lanes.
    static FloatVector dot(float[] x, int i, float[] y, int j, int length) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int c = 0; c < length; c += SPECIES.length())
            sum = take(x, i + c, i + length).fma(take(y, j + c, j + length), sum);
        return sum;
    }

    /// The next vector of x; the last one of a range is padded with zeros.
    static FloatVector take(float[] x, int i, int to) {
        return i + SPECIES.length() <= to ? FloatVector.fromArray(SPECIES, x, i)
                : FloatVector.fromArray(SPECIES, x, i, SPECIES.indexInRange(i, to));
    }

    static void put(FloatVector v, float[] y, int i, int to) {
        if (i + SPECIES.length() <= to) v.intoArray(y, i);
        else v.intoArray(y, i, SPECIES.indexInRange(i, to));
    }
}
