package generative.exercises.gan;

/// The logarithm of a mean of exponentials, kept up to date as the numbers come one by one and are forgotten.
///
/// ```
/// A(m) = ln (1/m) Σᵢ exp aᵢ,   i = 1 … m        from A(m) and the next number c alone:  A(m+1) = ?
/// ```
/// **Shapes.** single numbers, in nats. A number may be −∞, whose exponential is 0 and counts in the mean.
///
/// **Yours to write.** `add` and `value`, and the fields that you need; no array, no list. Numbers like −1000, whose
/// exponentials are 0 in floating point, must be no trouble. `value` before the first `add` throws an `IllegalStateException`.
///
/// **Goal.** You can turn a formula that needs all numbers into one that needs a single one, and keep it from underflow. In
/// this form a Parzen window goes through ten thousand samples in constant memory.
///
/// **Akin to** [generative.evaluation.ParzenWindow#logMeanExp], which has all numbers at once.
/// **Source.** Goodfellow et al., *Generative Adversarial Nets* (2014), section 5; Breuleux, Bengio and Vincent (2011).
///
/// **Hint 1.** First without logarithms: what is the mean of m + 1 numbers, given the mean of m of them and the last one?
///
/// **Hint 2.** exp A(m+1) = (m exp A(m) + exp c) / (m + 1). Before you take the logarithm, take the larger of A(m) and c out of
/// both exponents.
///
/// **Hint 3.** With o = max(A(m), c):  A(m+1) = o + ln((m exp(A(m) − o) + exp(c − o)) / (m + 1)). If o is −∞, so is the result:
/// −∞ − (−∞) is NaN.
public final class RunningLogMeanExp {

    /// Takes one more number.
    public void add(double c) {
        throw new UnsupportedOperationException("RunningLogMeanExp.add is yours to write.");
    }

    /// ln of the mean of the exponentials of all numbers so far.
    public double value() {
        throw new UnsupportedOperationException("RunningLogMeanExp.value is yours to write.");
    }
}
