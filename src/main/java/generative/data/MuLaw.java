package generative.data;

/// Sound in 8 bits: 256 levels that lie close together where the sound is soft, as the ear wants it.
///
/// ```
/// f(x) = sgn(x) ln(1 + µ|x|) / ln(1 + µ)        x ∈ [−1, 1],  µ = 255;  beyond, x is clipped
/// encode   t = ⌊µ (f(x) + 1) / 2 + ½⌋           0 … 255: levels of f at equal distances 2/µ
/// decode   f = 2t/µ − 1      x = sgn(f) ((1 + µ)^|f| − 1) / µ
/// ```
/// What is decoded is off by at most (|x| + 1/µ) (256^(1/255) − 1), 2.2 % of a loud x; ±1 come back exactly, and silence as
/// 0.00009.
///
/// Source: the companding of telephony (ITU-T G.711), in the continuous form that models of raw audio use (van den Oord et al.,
/// *WaveNet*, 2016; Child et al., *Generating Long Sequences with Sparse Transformers*, 2019, section 7.4).
public final class MuLaw {

    /// The number of tokens.
    public static final int LEVELS = 256;

    private static final int MU = LEVELS - 1;

    private MuLaw() { }

    /// The token of a sample.
    public static int encode(double x) {
        if (Double.isNaN(x)) throw new IllegalArgumentException("a sample is no number");
        double size = Math.log1p(MU * Math.min(1, Math.abs(x))) / Math.log1p(MU);              // |f(x)|
        return (int) Math.floor(MU * (Math.copySign(size, x) + 1) / 2 + .5);
    }

    /// The sample of a token.
    public static double decode(int token) {
        if (token < 0 || token >= LEVELS) throw new IllegalArgumentException("a token of µ-law is from 0 to 255, got " + token);
        double f = 2.0 * token / MU - 1;
        return Math.copySign((Math.pow(LEVELS, Math.abs(f)) - 1) / MU, f);
    }

    /// The samples of tokens.
    public static float[] decode(int... tokens) {
        float[] x = new float[tokens.length];
        for (int i = 0; i < x.length; i++) x[i] = (float) decode(tokens[i]);
        return x;
    }

    /// Loud and soft samples there and back.
    public static void demo() {
        System.out.println("     sample  token    decoded  off by");
        for (double x : new double[] {1, .5, .1, .01, .001, 0, -.001, -.5}) {
            double back = decode(encode(x));
            System.out.printf(java.util.Locale.ROOT, "%11.4f  %5d  %9.6f  %.6f%n", x, encode(x), back, Math.abs(back - x));
        }
        System.out.println("The error shrinks with the sample, to 0.0001 in silence; 256 equal steps would be 0.004 off.");
    }
}
