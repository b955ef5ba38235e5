package generative.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The ten digits as a pen draws them: for each class some ways to write it, each a few strokes in the unit square, y downwards.
///
/// A smooth stroke passes through its points on a Catmull–Rom spline, another goes straight from point to point:
///
/// ```
/// p(t) = ½ (2 p₁ + (p₂ − p₀) t + (2 p₀ − 5 p₁ + 4 p₂ − p₃) t² + (3 p₁ − p₀ − 3 p₂ + p₃) t³)      from p₁ to p₂, 0 ≤ t ≤ 1
/// ```
final class DigitStrokes {

    private static final int PER_SEGMENT = 8;

    /// @param smooth whether the pen goes in curves
    /// @param points where it passes, {x, y} each
    record Stroke(boolean smooth, double[][] points) {

        /// The same with every point moved.
        Stroke moved(UnaryOperator<double[]> move) {
            double[][] moved = new double[points.length][];
            for (int i = 0; i < moved.length; i++) moved[i] = move.apply(points[i]);
            return new Stroke(smooth, moved);
        }

        /// Points so near to each other that straight lines between them look like the stroke.
        List<double[]> line() {
            List<double[]> line = new ArrayList<>();
            for (int i = 0; i + 1 < points.length; i++) {
                double[] p0 = points[Math.max(0, i - 1)], p1 = points[i], p2 = points[i + 1],
                        p3 = points[Math.min(points.length - 1, i + 2)];
                for (int s = 0; s < PER_SEGMENT; s++) line.add(between(p0, p1, p2, p3, s / (double) PER_SEGMENT));
            }
            line.add(points[points.length - 1]);
            return line;
        }

        private double[] between(double[] p0, double[] p1, double[] p2, double[] p3, double t) {
            double[] p = new double[2];
            for (int c = 0; c < 2; c++)
                p[c] = !smooth ? p1[c] + t * (p2[c] - p1[c])
                        : 0.5 * (2 * p1[c] + (p2[c] - p0[c]) * t + (2 * p0[c] - 5 * p1[c] + 4 * p2[c] - p3[c]) * t * t
                                + (3 * p1[c] - p0[c] - 3 * p2[c] + p3[c]) * t * t * t);
            return p;
        }
    }

    private DigitStrokes() { }

    /// All ways to write a digit.
    static List<List<Stroke>> waysToWrite(int digit) {
        return switch (digit) {
            case 0 -> List.of(
                    List.of(curve(.52, .1, .28, .22, .2, .5, .27, .78, .5, .9, .73, .78, .8, .5, .72, .22, .5, .1)),
                    List.of(curve(.62, .14, .42, .12, .24, .36, .24, .68, .42, .9, .66, .78, .76, .46, .66, .2, .46, .1)));
            case 1 -> List.of(
                    List.of(straight(.5, .1, .5, .9)),
                    List.of(straight(.34, .28, .54, .1, .52, .9)),
                    List.of(straight(.36, .26, .52, .1, .52, .9), straight(.32, .9, .74, .9)));
            case 2 -> List.of(
                    List.of(curve(.25, .3, .36, .13, .6, .12, .72, .3, .6, .52, .38, .74, .22, .9), straight(.22, .9, .78, .88)),
                    List.of(curve(.26, .24, .5, .1, .72, .26, .6, .56, .34, .84, .22, .82, .3, .7, .52, .82, .8, .86)));
            case 3 -> List.of(
                    List.of(curve(.25, .2, .48, .1, .7, .24, .62, .42, .42, .48, .64, .54, .76, .7, .6, .88, .4, .9, .22, .8)),
                    List.of(straight(.26, .12, .72, .12, .46, .42), curve(.46, .42, .7, .52, .74, .74, .54, .9, .24, .84)));
            case 4 -> List.of(
                    List.of(straight(.34, .12, .22, .54, .78, .52), straight(.66, .16, .6, .9)),
                    List.of(straight(.8, .62, .2, .62, .6, .1, .6, .9)));
            case 5 -> List.of(
                    List.of(straight(.74, .12, .32, .12, .28, .46), curve(.28, .46, .5, .38, .72, .52, .72, .74, .5, .9, .24, .84)),
                    List.of(straight(.72, .14, .36, .13), curve(.36, .13, .3, .42, .56, .44, .72, .62, .6, .86, .26, .88)));
            case 6 -> List.of(
                    List.of(curve(.66, .1, .42, .28, .27, .6, .36, .86, .6, .88, .74, .7, .62, .53, .4, .56, .29, .7)),
                    List.of(curve(.5, .1, .32, .4, .26, .7, .46, .9, .68, .78, .64, .58, .44, .56, .28, .72)));
            case 7 -> List.of(
                    List.of(straight(.22, .14, .76, .14, .42, .9)),
                    List.of(straight(.24, .14, .76, .13, .46, .9), straight(.36, .52, .7, .5)),
                    List.of(straight(.24, .26, .24, .14, .74, .14), curve(.74, .14, .58, .42, .48, .9)));
            case 8 -> List.of(
                    List.of(curve(.7, .22, .5, .1, .3, .22, .38, .42, .62, .56, .73, .74, .5, .9, .27, .74, .4, .55, .62, .42, .7, .22)),
                    List.of(curve(.5, .1, .34, .2, .36, .4, .5, .48, .66, .4, .68, .2, .5, .1),
                            curve(.5, .48, .28, .62, .32, .84, .5, .9, .7, .82, .72, .62, .5, .48)));
            case 9 -> List.of(
                    List.of(curve(.7, .28, .5, .12, .3, .26, .34, .46, .54, .5, .7, .3), curve(.7, .28, .69, .6, .6, .9)),
                    List.of(curve(.68, .2, .46, .12, .3, .3, .42, .48, .62, .42, .7, .22, .69, .56, .58, .86, .3, .86)));
            default -> throw new IllegalArgumentException("there is no digit " + digit);
        };
    }

    private static Stroke curve(double... xy) {
        return new Stroke(true, points(xy));
    }

    private static Stroke straight(double... xy) {
        return new Stroke(false, points(xy));
    }

    private static double[][] points(double[] xy) {
        double[][] points = new double[xy.length / 2][];
        for (int i = 0; i < points.length; i++) points[i] = new double[] {xy[2 * i], xy[2 * i + 1]};
        return points;
    }
}
