package generative.data;

import generative.data.DigitStrokes.Stroke;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Digits drawn by the computer: as many images as asked, no two alike, in the format of MNIST.
///
/// ```
/// p₀        a point of a stroke of the digit, in the unit square, moved a little by itself
/// p₁ = p₀ + u(p₀)            elastic: u is smooth and random, a 4×4 grid of normal vectors with smooth steps between
/// p₂ = c + R S (p₁ − c) + s  affine: rotation R, scale and shear S about the centre c, shift s
/// grey(x) = ink · clip(r + ½ − distance(x, strokes), 0, 1)          a pen of radius r; distances in pixels
/// ```
/// Shapes: images are 28×28 with the digit in the middle 20×20, values in [0, 1]. Image number i depends on the
/// seed and i alone; the classes come equally often, in random order.
///
/// Source of the distortions: Simard, Steinkraus and Platt, *Best Practices for Convolutional Neural Networks* (2003),
/// section 2; they move the pixels of real digits, here the pen is moved instead.
public final class SyntheticDigits {

    private static final int SIZE = 28, MARGIN = 4, BOX = SIZE - 2 * MARGIN, GRID = 4;

    private SyntheticDigits() { }

    /// `count` digits.
    public static ImageSet generate(int count, long seed) {
        if (count < 1) throw new IllegalArgumentException("one digit or more must be asked for, got " + count);
        Matrix x = Matrix.zeros(count, SIZE * SIZE);
        int[] order = Randoms.permutation(count, Randoms.of(seed));
        int[] labels = IntStream.of(order).map(i -> i % 10).toArray();
        IntStream.range(0, count).parallel().forEach(i -> draw(labels[i], Randoms.of(seed, i), x.floats(), i * SIZE * SIZE));
        return new ImageSet("synthetic digits", x, labels, SIZE, SIZE, 1);
    }

    private static void draw(int digit, RandomGenerator random, float[] pixels, int from) {
        List<List<Stroke>> ways = DigitStrokes.waysToWrite(digit);
        List<Stroke> strokes = ways.get(random.nextInt(ways.size()));
        double[] field = new double[2 * GRID * GRID];
        for (int i = 0; i < field.length; i++) field[i] = 0.065 * random.nextGaussian();
        Affine affine = Affine.random(random);
        double radius = 0.7 + 0.9 * random.nextDouble(), ink = 0.8 + 0.2 * random.nextDouble();
        for (Stroke stroke : strokes) {
            Stroke moved = stroke.moved(p -> elastic(field, jitter(p, random)));
            double[] last = null;
            for (double[] p : moved.line()) {
                double[] here = affine.apply(p);
                here[0] = MARGIN + BOX * here[0];
                here[1] = MARGIN + BOX * here[1];
                if (last != null) ink(pixels, from, last, here, radius, ink);
                last = here;
            }
        }
    }

    private static double[] jitter(double[] p, RandomGenerator random) {
        return new double[] {p[0] + 0.024 * random.nextGaussian(), p[1] + 0.024 * random.nextGaussian()};
    }

    /// p + u(p): the four grid vectors around p, weighted by smooth steps.
    private static double[] elastic(double[] field, double[] p) {
        double gx = Math.clamp(p[0], 0.0, 0.999) * (GRID - 1), gy = Math.clamp(p[1], 0.0, 0.999) * (GRID - 1);
        int i = (int) gx, j = (int) gy;
        double a = smoothStep(gx - i), b = smoothStep(gy - j);
        double[] moved = p.clone();
        for (int c = 0; c < 2; c++) {
            int at = (c * GRID + j) * GRID + i;
            moved[c] += (1 - b) * ((1 - a) * field[at] + a * field[at + 1])
                    + b * ((1 - a) * field[at + GRID] + a * field[at + GRID + 1]);
        }
        return moved;
    }

    private static double smoothStep(double t) {
        return t * t * (3 - 2 * t);
    }

    /// Darkens the pixels near the line from p to q, never making one lighter. Only those are looked at whose middle lies in the
    /// circle about the middle of the line that holds all it can ink.
    static void ink(float[] pixels, int from, double[] p, double[] q, double radius, double ink) {
        double dx = q[0] - p[0], dy = q[1] - p[1], squared = dx * dx + dy * dy;
        double mx = (p[0] + q[0]) / 2, my = (p[1] + q[1]) / 2, reach = radius + 0.5 + Math.sqrt(squared) / 2;
        for (int y = first(my - reach); y <= last(my + reach); y++) {
            double up = y + 0.5 - my, wide = Math.sqrt(Math.max(0, reach * reach - up * up));
            for (int x = first(mx - wide); x <= last(mx + wide); x++) {
                double px = x + 0.5 - p[0], py = y + 0.5 - p[1];
                double t = squared == 0 ? 0 : Math.clamp((px * dx + py * dy) / squared, 0.0, 1.0);
                double ax = px - t * dx, ay = py - t * dy, distance = Math.sqrt(ax * ax + ay * ay);
                float grey = (float) (ink * Math.clamp(radius + 0.5 - distance, 0.0, 1.0));
                int at = from + y * SIZE + x;
                pixels[at] = Math.max(pixels[at], grey);
            }
        }
    }

    /// The first pixel whose middle does not lie before v.
    private static int first(double v) {
        return Math.max((int) Math.ceil(v - 0.5), 0);
    }

    /// The last pixel whose middle does not lie behind v.
    private static int last(double v) {
        return Math.min((int) Math.floor(v - 0.5), SIZE - 1);
    }

    /// x ↦ c + A (x − c) + s.
    private record Affine(double a, double b, double c, double d, double sx, double sy) {

        static Affine random(RandomGenerator random) {
            double angle = Math.toRadians(36 * (random.nextDouble() - 0.5)), shear = 0.5 * (random.nextDouble() - 0.4);
            double wide = 0.7 + 0.4 * random.nextDouble(), tall = 0.85 + 0.2 * random.nextDouble();
            double cos = Math.cos(angle), sin = Math.sin(angle);
            return new Affine(cos * wide, -cos * shear - sin * tall, sin * wide, -sin * shear + cos * tall,
                    0.16 * (random.nextDouble() - 0.5), 0.16 * (random.nextDouble() - 0.5));
        }

        double[] apply(double[] p) {
            double x = p[0] - 0.5, y = p[1] - 0.5;
            return new double[] {0.5 + a * x + b * y + sx, 0.5 + c * x + d * y + sy};
        }
    }

    /// Two threes and two sevens as text.
    public static void demo() {
        ImageSet digits = generate(200, 1);
        for (int label : new int[] {3, 7}) {
            int[] two = IntStream.range(0, digits.size()).filter(i -> digits.labels()[i] == label).limit(2).toArray();
            for (int y = 3; y < 26; y++) {
                StringBuilder line = new StringBuilder();
                for (int i : two) {
                    for (int x = 0; x < SIZE; x++) line.append(" .:*#".charAt((int) Math.min(4, 5 * digits.x().get(i, y * SIZE + x))));
                    line.append("   ");
                }
                System.out.println(line.toString().stripTrailing());
            }
        }
        System.out.println("The same digit twice, drawn by the same rule: the pen, the slant and the bending differ.");
    }
}
