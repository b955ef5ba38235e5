package generative.data;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Sounds made by the computer: plucked strings and tones that glide up or down, as many as asked, no two alike.
///
/// ```
/// string   x[n] = d · (x[n−p] + x[n−p−1]) / 2      x[0 … p] noise, d a little below 1: pitch = rate / (p + ½), and it dies away
/// glide    x[n] = a sin(φ[n])      φ[n+1] = φ[n] + 2π f[n] / rate      f[n] = f₀ (f₁/f₀)^(n/N)
/// ```
/// Shapes: M×N samples in [−1, 1]; the label is 0 for a string, 1 for a glide, both equally often in random order. Sound number i
/// depends on the seed and i alone.
///
/// Source of the string: Karplus and Strong, *Digital Synthesis of Plucked-String and Drum Timbres* (1983): a delay line whose
/// output is averaged with its neighbour and fed back, which damps the high partials first, as in a real string.
public final class SyntheticSounds {

    /// What the labels mean.
    public static final List<String> KINDS = List.of("string", "glide");

    private static final double LOWEST = 80;                               // hertz

    private SyntheticSounds() { }

    /// M sounds of N samples, `rate` of them a second.
    public static SoundSet generate(int M, int N, int rate, long seed) {
        if (M < 1 || N < 1) throw new IllegalArgumentException("one sound of one sample or more must be asked for, got " + M
                + " of " + N);
        if (rate < 1000) throw new IllegalArgumentException("a second has 1000 samples or more, got " + rate);
        Matrix x = Matrix.zeros(M, N);
        int[] labels = IntStream.of(Randoms.permutation(M, Randoms.of(seed))).map(i -> i % 2).toArray();
        IntStream.range(0, M).parallel().forEach(i -> {
            RandomGenerator random = Randoms.of(seed, i);
            double f = frequency(rate, random);
            float[] sound = labels[i] == 0
                    ? string(N, Math.max(2, (int) Math.round(rate / f - .5)), .99 + .009 * random.nextDouble(), random)
                    : glide(N, f / rate, frequency(rate, random) / rate, .3 + .6 * random.nextDouble());
            System.arraycopy(sound, 0, x.floats(), i * N, N);
        });
        return new SoundSet("synthetic sounds", x, labels, rate);
    }

    /// Between 80 Hz and an eighth of the rate, every octave as likely as any other.
    private static double frequency(int rate, RandomGenerator random) {
        return LOWEST * Math.pow(rate / 8.0 / LOWEST, random.nextDouble());
    }

    /// A plucked string of period p + ½, damped by d each time round.
    static float[] string(int N, int p, double d, RandomGenerator random) {
        float[] x = new float[N];
        for (int n = 0; n < N; n++)
            x[n] = n <= p ? (float) (1.8 * random.nextDouble() - .9) : (float) (d * (x[n - p] + x[n - p - 1]) / 2);
        return x;
    }

    /// A sine whose frequency goes from `begin` to `end`, in parts of the rate.
    static float[] glide(int N, double begin, double end, double amplitude) {
        float[] x = new float[N];
        double phase = 0;
        for (int n = 0; n < N; n++) {
            x[n] = (float) (amplitude * Math.sin(phase));
            phase += 2 * Math.PI * begin * Math.pow(end / begin, n / (double) N);
        }
        return x;
    }

    /// How loud a string and a glide are and how often they cross 0, in eight stretches of time.
    public static void demo() {
        SoundSet sounds = generate(2, 4000, 4000, 3);
        System.out.println(sounds);
        for (int i = 0; i < 2; i++) {
            float[] x = sounds.samples(i);
            StringBuilder loud = new StringBuilder("loudest ").append(KINDS.get(sounds.labels()[i])),
                    crossed = new StringBuilder("crossings      ");
            for (int from = 0; from < x.length; from += 500) {
                double most = 0;
                int crossings = 0;
                for (int n = from + 1; n < from + 500; n++) {
                    most = Math.max(most, Math.abs(x[n]));
                    if (x[n] >= 0 != x[n - 1] >= 0) crossings++;
                }
                loud.append(String.format(Locale.ROOT, "%7.2f", most));
                crossed.append(String.format("%6d ", crossings));
            }
            System.out.println(loud.toString().replace("string", "string ").replace("glide", "glide  ") + "\n" + crossed);
        }
        System.out.println("A string dies away, its high partials first; a glide keeps its loudness while its pitch moves.");
    }
}
