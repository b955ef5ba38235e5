package generative.math;

/// The functions that act on every element alone, each with its slope: the text that all backends have to agree with.
///
/// | function | value y | slope dy/dx |
/// |---|---|---|
/// | `EXP` | eˣ | y |
/// | `LOG` | ln x | 1/x |
/// | `SIGMOID` | σ(x) = 1 / (1 + e⁻ˣ) | y (1 − y) |
/// | `TANH` | tanh x | 1 − y² |
/// | `RELU` | max(0, x) | 1 if x > 0, else 0 (0 at the kink) |
/// | `SOFTPLUS` | ln(1 + eˣ) | σ(x) |
/// | `QUICK_GELU` | x σ(1.702 x) | σ(1.702 x) + 1.702 x σ(1.702 x) (1 − σ(1.702 x)) |
///
/// All forms are stable: none overflows where the true value does not.
public enum Elementwise {

    EXP {
        @Override public double value(double x) { return Math.exp(x); }
        @Override public double slope(double x, double y) { return y; }
    },
    LOG {
        @Override public double value(double x) { return Math.log(x); }
        @Override public double slope(double x, double y) { return 1 / x; }
    },
    SIGMOID {
        @Override public double value(double x) {
            double e = Math.exp(-Math.abs(x));                        // never above 1
            return x >= 0 ? 1 / (1 + e) : e / (1 + e);
        }
        @Override public double slope(double x, double y) { return y * (1 - y); }
    },
    TANH {
        @Override public double value(double x) { return Math.tanh(x); }
        @Override public double slope(double x, double y) { return 1 - y * y; }
    },
    RELU {
        @Override public double value(double x) { return x > 0 || x != x ? x : 0; }      // NaN stays visible
        @Override public double slope(double x, double y) { return x > 0 ? 1 : 0; }
    },
    SOFTPLUS {
        @Override public double value(double x) { return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))); }
        @Override public double slope(double x, double y) { return SIGMOID.value(x); }
    },
    QUICK_GELU {
        @Override public double value(double x) {
            double s = SIGMOID.value(1.702 * x);
            return s == 0 ? 0 : x * s;                                // not −∞ · 0
        }
        @Override public double slope(double x, double y) {
            double s = SIGMOID.value(1.702 * x), t = s * (1 - s);
            return t == 0 ? s : s + 1.702 * x * t;                    // not ∞ · 0
        }
    };

    /// y = f(x).
    public abstract double value(double x);

    /// dy/dx, given both x and y = f(x), whichever is cheaper.
    public abstract double slope(double x, double y);
}
