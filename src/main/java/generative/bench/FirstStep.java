package generative.bench;

import generative.data.SyntheticDigits;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.math.Matrix;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// A process that makes the first training step of the tour's adversarial net, says READY, and ends.
///
/// What a student waits for: the JVM starts, the digits are drawn, the nets are made, and one step runs in code that
/// nothing has compiled yet.
public final class FirstStep {

    private static final int DIGITS = 10_000;                              // as many as the tour draws

    private FirstStep() { }

    public static void main(String[] arguments) {
        long begin = System.nanoTime();
        double start = (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
        Matrix digits = SyntheticDigits.generate(DIGITS, 1).x();
        double data = (System.nanoTime() - begin) * 1e-9;
        AdversarialTraining training = new AdversarialTraining(AdversarialSettings.SMALL, digits, 1);
        double nets = (System.nanoTime() - begin) * 1e-9 - data;
        training.step(0);
        double step = (System.nanoTime() - begin) * 1e-9 - data - nets;
        System.out.printf(Locale.ROOT, "READY: JVM %.2f s, digits %.2f s, nets %.2f s, step %.2f s%n", start, data,
                nets, step);
    }
}
