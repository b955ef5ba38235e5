package generative.math;

import static generative.math.CounterRandom.FIRST;
import static generative.math.CounterRandom.GAMMA;
import static generative.math.CounterRandom.HALF_STEP;
import static generative.math.CounterRandom.PAIR;
import static generative.math.CounterRandom.SECOND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The numbers of [CounterRandom] on vector lanes: uniform ones with the same bits, normal ones to a few units in the last place.
///
/// The angle of a normal pair is computed from its half, a = π u₂ ∈ [−π/2, π/2), where short polynomials serve:
/// `sin 2a = 2 sin a cos a`, `cos 2a = 1 − 2 sin² a`.
final class VectorRandom {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int CHUNK = 2048;
    private static final int LANES = SPECIES.length();
    private static final IntVector STEPS = IntVector.zero(INTS).addIndex(1).mul(GAMMA);      // j γ in lane j

    private VectorRandom() { }

    /// Bits number i … i + lanes − 1 of the stream.
    private static IntVector bits(long mixed, int i) {
        IntVector x = STEPS.add(i * GAMMA + (int) mixed);
        x = x.lanewise(XOR, x.lanewise(LSHR, 16)).mul(FIRST);
        x = x.lanewise(XOR, x.lanewise(LSHR, 15)).lanewise(XOR, (int) (mixed >>> 32)).mul(SECOND);
        return x.lanewise(XOR, x.lanewise(LSHR, 15));
    }

    private static FloatVector toFloats(IntVector x) {
        return x.convert(VectorOperators.I2F, 0).reinterpretAsFloats();
    }

    /// y[i] = x[i] · scale where number i is below `keep`; one whole number is compared, the least that is dropped.
    static void dropout(float[] x, long key, double keep, float scale, float[] y, int from, int to) {
        int limit = (int) Math.ceil(keep * 0x1p24), i = from;
        long mixed = Randoms.mix(key);
        for (; i + LANES <= to; i += LANES) {
            IntVector kept = bits(mixed, i).lanewise(LSHR, 8).sub(limit).lanewise(ASHR, 31);       // all ones or all zeros
            FloatVector.fromArray(SPECIES, x, i).mul(scale).reinterpretAsInts().and(kept).reinterpretAsFloats().intoArray(y, i);
        }
        for (; i < to; i++) y[i] = CounterRandom.bits(key, i) >>> 8 < limit ? scale * x[i] : 0f;
    }

    /// y[i] = 1 where number i is below p[i], else 0.
    static void bernoulli(float[] p, long key, float[] y, int from, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        long mixed = Randoms.mix(key);
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector u = toFloats(bits(mixed, i).lanewise(LSHR, 8)).mul(CounterRandom.STEP);
            zero.blend(1f, u.compare(VectorOperators.LT, FloatVector.fromArray(SPECIES, p, i))).intoArray(y, i);
        }
        for (; i < to; i++) y[i] = CounterRandom.uniform(key, i) < p[i] ? 1f : 0f;
    }

    static void uniform(long key, float low, float step, float last, float[] out, int from, int to) {
        long mixed = Randoms.mix(key);
        int i = from;
        for (; i + LANES <= to; i += LANES) toFloats(bits(mixed, i).lanewise(LSHR, 8)).mul(step).add(low).intoArray(out, i);
        if (low + step * 0xffffff > last) for (int j = from; j < i; j++) out[j] = Math.min(out[j], last);
        for (; i < to; i++) out[i] = CounterRandom.between(low, step, last, key, i);
    }

    /// `from` is the first number of a block of 32. In two passes over what the first-level cache holds: a loop that did both
    /// would be too long for the compiler to inline its calls, and every vector would become an object (3 times slower).
    static void gaussian(long key, float std, float[] out, int from, int to) {
        long mixed = Randoms.mix(key);
        int whole = from + (to - from) / (2 * PAIR) * (2 * PAIR);
        for (int i = from; i < whole; i += CHUNK) {
            radii(mixed, std, out, i, Math.min(whole, i + CHUNK));
            turns(mixed, out, i, Math.min(whole, i + CHUNK));
        }
        for (int i = whole; i < to; i++) out[i] = (float) (std * CounterRandom.gaussian(key, i));
    }

    /// r = std √(−2 ln u₁) at the first place of each pair.
    private static void radii(long mixed, float std, float[] out, int from, int to) {
        for (int i = from; i < to; i = next(i)) {
            FloatVector u = toFloats(bits(mixed, i).lanewise(LSHR, 1)).mul(2 * HALF_STEP).add(HALF_STEP);
            VectorMath.logOfNormal(u).mul(-2f).sqrt().mul(std).intoArray(out, i);
        }
    }

    /// r cos 2a and r sin 2a at both places.
    private static void turns(long mixed, float[] out, int from, int to) {
        for (int i = from; i < to; i = next(i)) {
            FloatVector r = FloatVector.fromArray(SPECIES, out, i);
            FloatVector a = toFloats(bits(mixed, i + PAIR)).mul((float) (Math.PI * 0x1p-32)), q = a.mul(a);
            FloatVector sin = even(q, 2.60522491e-6f, -1.98090753e-4f, 8.33305106e-3f, -.16666658f, 1f).mul(a);
            FloatVector cos = even(q, 2.31539316e-5f, -1.38537043e-3f, 4.16635847e-2f, -.499999053f, 1f);
            FloatVector twice = sin.add(sin).mul(r);                       // 2 r sin a
            r.sub(twice.mul(sin)).intoArray(out, i);                       // r (1 − 2 sin² a)
            twice.mul(cos).intoArray(out, i + PAIR);                       // r 2 sin a cos a
        }
    }

    /// The next vector of first places: those with bit 16 of the number set are second places.
    private static int next(int i) {
        int j = i + LANES;
        return (j & PAIR) == 0 ? j : j + PAIR;
    }

    /// c₀ + q (c₁ + q (c₂ + q (c₃ + q c₄))).
    private static FloatVector even(FloatVector q, float c4, float c3, float c2, float c1, float c0) {
        FloatVector p = FloatVector.broadcast(SPECIES, c4);
        p = p.fma(q, FloatVector.broadcast(SPECIES, c3));
        p = p.fma(q, FloatVector.broadcast(SPECIES, c2));
        p = p.fma(q, FloatVector.broadcast(SPECIES, c1));
        return p.fma(q, FloatVector.broadcast(SPECIES, c0));
    }
}
