package generative.math;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// eˣ, σ and tanh on vector lanes, by range reduction and a polynomial.
///
/// ```
/// eˣ      = 2ⁿ eʳ       n = round(x / ln 2),  r = x − n ln 2 ∈ [−½ ln 2, ½ ln 2],  eʳ by a polynomial of degree 7
/// σ(x)    = 1 / (1 + e⁻ˣ)
/// tanh(x) = 1 − 2 / (e²ˣ + 1)              away from 0;   x + x³ P(x²)   for |x| < 0.625
/// ```
/// ln 2 is taken off in two pieces, the first with few bits, so that n ln 2 loses nothing. Against double precision
/// the error stays below 1 unit in the last place for eˣ, 2.5 for σ and 3.5 for tanh, which a test measures. ∞ and NaN
/// come out as the true functions have them; σ below −88, less than the smallest normal number, may come out as 0.
///
/// Source of the method: Cody and Waite, *Software Manual for the Elementary Functions* (1980).
final class VectorMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private static final float LOG2_E = 1.44269504f, LN2_HIGH = 0.693359375f, LN2_LOW = -2.12194440e-4f;
    private static final float LARGEST = 88.73f, SMALLEST = -104f;        // beyond these: ∞ and 0
    private static final float ROUND = 12582912f;                         // 1.5·2²³: adding it rounds to a whole number

    private VectorMath() { }

    static FloatVector exp(FloatVector x) {
        FloatVector t = x.min(LARGEST).max(SMALLEST);
        FloatVector shifted = t.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUND));
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
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1f));
        IntVector whole = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
        IntVector half = whole.lanewise(VectorOperators.ASHR, 1);         // 2ⁿ = 2^half · 2^(n−half): n may be below −126
        return p.mul(powerOfTwo(half)).mul(powerOfTwo(whole.sub(half)));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        return one.div(exp(x.neg()).add(1f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector far = one.sub(FloatVector.broadcast(SPECIES, 2f).div(exp(x.add(x)).add(1f)));
        VectorMask<Float> small = x.compare(LT, 0.625f).and(x.compare(GT, -0.625f));
        FloatVector q = x.mul(x);
        FloatVector p = FloatVector.broadcast(SPECIES, -5.70498872745e-3f);
        p = p.fma(q, FloatVector.broadcast(SPECIES, 2.06390887954e-2f));
        p = p.fma(q, FloatVector.broadcast(SPECIES, -5.37397155531e-2f));
        p = p.fma(q, FloatVector.broadcast(SPECIES, 1.33314422036e-1f));
        p = p.fma(q, FloatVector.broadcast(SPECIES, -3.33332819422e-1f));
        return far.blend(p.mul(q).fma(x, x), small);
    }

    static int lanes() {
        return INTS.length();
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
