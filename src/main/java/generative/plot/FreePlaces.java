package generative.plot;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Finds the place for a label where it hides the least of what is drawn.
///
/// All places are shares of the plot: (0, 0) is its lower left corner and (1, 1) its upper right one.
final class FreePlaces {

    private static final double STEP = 0.01;

    private final List<double[]> drawn = new ArrayList<>();
    private final List<Rectangle2D> labels = new ArrayList<>();

    /// Notes a stretch of a curve.
    void stretch(double x0, double y0, double x1, double y1) {
        int steps = Math.clamp((long) Math.ceil(Math.hypot(x1 - x0, y1 - y0) / STEP), 1, 200);
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            drawn.add(new double[] {x0 + t * (x1 - x0), y0 + t * (y1 - y0)});
        }
    }

    /// The number of the candidate that covers least, the first of equals; it is taken from then on.
    int choose(List<Rectangle2D> candidates) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            double covered = covered(candidates.get(i));
            if (covered < least) {
                least = covered;
                best = i;
            }
        }
        labels.add(candidates.get(best));
        return best;
    }

    private double covered(Rectangle2D box) {
        long curve = drawn.stream().filter(p -> box.contains(p[0], p[1])).count();
        long others = labels.stream().filter(box::intersects).count();
        boolean outside = box.getMinY() < 0 || box.getMaxY() > 1;
        return curve + 1000 * others + (outside ? 1_000_000 : 0);
    }
}
