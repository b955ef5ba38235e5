package generative.data;

import generative.data.Face.Expression;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Faces drawn by the computer: a declared substitute for the Toronto Face Database, which nobody can download.
///
/// Shapes: images are 48×48, grey, values in [0, 1]; the label is one of seven expressions, as many as that database
/// has. Image number i depends on the seed and i alone; the expressions come equally often, in random order.
///
/// Each is somebody else: the outline of the head, the skin, hair, beard and glasses differ, and so do the strength of
/// the expression, the turn and tilt of the head, and the light (`Face`, `FacePainter`).
///
/// They are drawings and not photographs: a model's likelihood on them cannot be compared with one on photographs.
public final class SyntheticFaces {

    /// What the labels mean.
    public static final List<String> EXPRESSIONS =
            Arrays.stream(Expression.values()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();

    private static final int SIZE = 48, PIXELS = SIZE * SIZE;

    private SyntheticFaces() { }

    /// `count` faces.
    public static ImageSet generate(int count, long seed) {
        if (count < 1) throw new IllegalArgumentException("one face or more must be asked for, got " + count);
        Matrix x = Matrix.zeros(count, PIXELS);
        int[] order = Randoms.permutation(count, Randoms.of(seed));
        int[] labels = IntStream.of(order).map(i -> i % EXPRESSIONS.size()).toArray();
        IntStream.range(0, count).parallel().forEach(i -> {
            Face face = Face.random(Expression.values()[labels[i]], Randoms.of(seed, i));
            draw(face, x.floats(), i * PIXELS);
        });
        return new ImageSet("synthetic faces", x, labels, SIZE, SIZE, 1);
    }

    private static void draw(Face face, float[] pixels, int from) {
        FacePainter painter = new FacePainter(face, SIZE);
        for (int p = 0; p < PIXELS; p++)
            pixels[from + p] = (float) painter.at(middle(p % SIZE), middle(p / SIZE));
    }

    /// The middle of a pixel, where the image reaches from −1 to 1.
    private static double middle(int pixel) {
        return (2 * pixel + 1.0) / SIZE - 1;
    }

    /// Two faces as text.
    public static void demo() {
        ImageSet faces = generate(14, 1);
        int[] two = {first(faces, Expression.HAPPINESS), first(faces, Expression.SURPRISE)};
        for (int y = 0; y < SIZE; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int i : two) {
                for (int x = 0; x < SIZE; x++) {
                    double grey = (faces.x().get(i, y * SIZE + x) + faces.x().get(i, (y + 1) * SIZE + x)) / 2;
                    line.append("@%#*+=-:. ".charAt((int) Math.min(9, 10 * grey)));
                }
                line.append("  ");
            }
            System.out.println(line.toString().stripTrailing());
        }
        System.out.println("Happiness and surprise: look at the mouths, the brows and how far the eyes are open.");
    }

    private static int first(ImageSet faces, Expression wanted) {
        return IntStream.range(0, faces.size()).filter(i -> faces.labels()[i] == wanted.ordinal())
                .findFirst().orElseThrow();
    }
}
