package generative.optim;

import generative.math.Matrix;
import java.util.function.DoubleFunction;

/// A line search decides how far to go in a direction: so far that the value has fallen and the slope has become
/// flatter.
///
/// ```
/// φ(t) = f(θ + t d)        φ′(t) = ∇f(θ + t d) · d        φ′(0) < 0
/// φ(t) ≤ φ(0) + c₁ t φ′(0)                                the value has fallen,         c₁ = 10⁻⁴
/// |φ′(t)| ≤ c₂ |φ′(0)|                                    the slope has become flatter, c₂ = .9
/// ```
/// The two strong Wolfe conditions. First t is doubled until they hold or a minimum must lie between two ends; then the
/// ends are drawn together, each time at the lowest point of the cubic that has the values and slopes of both:
///
/// ```
/// u = φ′(a) + φ′(b) − 3 (φ(a) − φ(b)) / (a − b)           v = sign(b − a) √(u² − φ′(a) φ′(b))
/// t = b − (b − a) (φ′(b) + v − u) / (φ′(b) − φ′(a) + 2v)   kept a tenth of the interval away from its ends
/// ```
/// Where φ is not finite it counts as infinitely high. Source: Nocedal and Wright, *Numerical Optimization* (2006),
/// algorithms 3.5 and 3.6 and equation 3.59.
final class WolfeSearch {

    private static final double ENOUGH = 1e-4, FLATTER = .9;               // c₁, c₂
    private static final int DOUBLINGS = 30, CUTS = 30;

    private WolfeSearch() { }

    /// A place on the line.
    ///
    /// @param t        how far along the direction
    /// @param theta    θ + t d
    /// @param value    φ(t)
    /// @param gradient ∇f there
    /// @param slope    φ′(t)
    record Point(double t, Matrix theta, double value, Matrix gradient, double slope) { }

    /// A point that fulfils both conditions, or the lowest that was found on the way to one; `start` itself if none was
    /// lower.
    static Point search(DoubleFunction<Point> phi, Point start, double first) {
        Point before = start;
        double t = first;
        for (int i = 0; i < DOUBLINGS; i++) {
            Point here = phi.apply(t);
            if (tooHigh(here, start) || !(here.value < before.value)) return cut(phi, start, before, here);
            if (flatter(here, start)) return here;
            if (here.slope >= 0) return cut(phi, start, here, before);      // the minimum was passed
            before = here;
            t *= 2;
        }
        return before;
    }

    /// Between `low`, the lowest point so far, and `high`, to which side it goes down from there, lies a point that
    /// fulfils both.
    private static Point cut(DoubleFunction<Point> phi, Point start, Point low, Point high) {
        for (int i = 0; i < CUTS; i++) {
            Point here = phi.apply(lowestOfCubic(low, high));
            if (tooHigh(here, start) || !(here.value < low.value)) {
                high = here;
            } else {
                if (flatter(here, start)) return here;
                if (here.slope * (high.t - low.t) >= 0) high = low;
                low = here;
            }
        }
        return low;
    }

    private static boolean tooHigh(Point p, Point start) {
        return p.value > start.value + ENOUGH * p.t * start.slope;          // φ(t) > φ(0) + c₁ t φ′(0)
    }

    private static boolean flatter(Point p, Point start) {
        return Math.abs(p.slope) <= FLATTER * Math.abs(start.slope);        // |φ′(t)| ≤ c₂ |φ′(0)|
    }

    private static double lowestOfCubic(Point a, Point b) {
        double width = b.t - a.t;
        double u = a.slope + b.slope - 3 * (b.value - a.value) / width;
        double v = Math.signum(width) * Math.sqrt(u * u - a.slope * b.slope);
        double part = 1 - (b.slope + v - u) / (b.slope - a.slope + 2 * v);  // (t − a) / (b − a)
        return a.t + width * (Double.isFinite(part) ? Math.clamp(part, .1, .9) : .5);
    }
}
