package generative.math;

/// Random numbers that are computed from their place: number i of stream `key` is a function of `key` and `i` alone.
///
/// ```
/// bits(key, i)     x ← i · γ + low                            a Weyl sequence: γ is 2³² / golden ratio, made odd
///                  x ← (x ⊕ x ≫ 16) · m₁                      the rest mixes: each line a one-to-one map of 32 bits
///                  x ← (x ⊕ high ⊕ x ≫ 15) · m₂               low and high are the halves of the key, mixed once
///                  x ← x ⊕ x ≫ 15
/// uniform(key, i)  (bits ≫ 8) · 2⁻²⁴                          every multiple of 2⁻²⁴ in [0, 1)
/// gaussian         r = √(−2 ln u₁),  a = 2π u₂:  r cos a and r sin a        u₁ ∈ (0, 1] of 32 bits, u₂ ∈ [−½, ½)
/// ```
/// There is no state that must be advanced, so that any number of threads and vector lanes fill a matrix with
/// the same bits, and a dropout mask need not be kept: it is computed again on the way back. Normal numbers come in blocks of
/// 32, of which number j and number j + 16 share one pair (u₁, u₂). They end at ±6.7.
///
/// Sources: Salmon et al., *Parallel Random Numbers: As Easy as 1, 2, 3* (2011), for the idea; Steele, Lea and Flood, *Fast Splittable
/// Pseudorandom Number Generators* (2014), for a mixed Weyl sequence; Box and Muller (1958). The multipliers are
/// those of Wellons' search for 32-bit mixers with little bias. It is made for speed, not for secrets.
public final class CounterRandom {

    static final int GAMMA = 0x9e3779b9, FIRST = 0x21f0aaad, SECOND = 0x735a2d97;
    static final int PAIR = 16;                                            // number j and number j + 16 of a block
    static final float STEP = 0x1p-24f, HALF_STEP = 0x1p-32f;

    private CounterRandom() { }

    /// 32 random bits.
    public static int bits(long key, int i) {
        long mixed = Randoms.mix(key);
        int x = i * GAMMA + (int) mixed;
        x = (x ^ x >>> 16) * FIRST;
        x = (x ^ (int) (mixed >>> 32) ^ x >>> 15) * SECOND;
        return x ^ x >>> 15;
    }

    /// Uniform on [0, 1).
    public static float uniform(long key, int i) {
        return (bits(key, i) >>> 8) * STEP;
    }

    /// Normal with mean 0 and variance 1.
    public static double gaussian(long key, int i) {
        int first = i & ~PAIR;
        float u1 = (bits(key, first) >>> 1) * 0x1p-31f + HALF_STEP;
        double u2 = bits(key, first + PAIR) * 0x1p-32;
        double r = Math.sqrt(-2 * Math.log(u1)), a = 2 * Math.PI * u2;
        return (i & PAIR) == 0 ? r * Math.cos(a) : r * Math.sin(a);
    }

    /// low + (bits ≫ 8) · step, where step is (high − low) · 2⁻²⁴, and `last` at most: where floats are far apart, the sum
    /// might round up to `high`.
    static float between(float low, float step, float last, long key, int i) {
        return Math.min(last, low + step * (bits(key, i) >>> 8));
    }

    /// The largest float below `high`, but not below `low`.
    static float lastBelow(double low, double high) {
        return (float) Math.max(low, Math.nextDown((float) high));
    }

    /// The same places of two streams, and a place looked up directly.
    public static void demo() {
        for (long key : new long[] {1, 2}) {
            System.out.print("stream " + key + ":");
            for (int i = 0; i < 8; i++) System.out.printf(java.util.Locale.ROOT, " %.4f", uniform(key, i));
            System.out.println();
        }
        System.out.printf(java.util.Locale.ROOT, "number 1,000,000 of stream 1, without the ones before it: %.4f%n", uniform(1, 1_000_000));
        System.out.println("Nothing is remembered from number to number, so two threads can fill two halves of a matrix.");
    }
}
