package generative.bench;

import generative.gan.AdversarialSettings;

/// How much one iteration of adversarial training has to calculate: the multiply-adds of its matrix products.
///
/// ```
/// forward          G or D         every weight once for each example
/// learning         G or D         every weight once for its own gradient, and once more to pass the gradient down,
///                                 but in the first layer nobody asks for the gradient of noise or images
/// through D to G                  every weight of D once
/// ```
public final class AdversarialCost {

    private static final double PIXELS = 784;

    private AdversarialCost() { }

    /// Floating-point operations of one iteration (k = 1) on 28×28 images, a multiply-add counting as two.
    public static double flop(AdversarialSettings s) {
        double g1 = s.latent() * s.generatorUnits(), g2 = Math.pow(s.generatorUnits(), 2);
        double g3 = s.generatorUnits() * PIXELS;
        double d1 = PIXELS * s.discriminatorUnits() * s.pieces();
        double d2 = Math.pow(s.discriminatorUnits(), 2) * s.pieces(), d3 = s.discriminatorUnits();
        double forwardG = g1 + g2 + g3, forwardD = d1 + d2 + d3;
        double learnG = g1 + 2 * (g2 + g3), learnD = d1 + 2 * (d2 + d3);
        int forwardsOfG = s.update() == AdversarialSettings.Update.SIMULTANEOUS ? 1 : 2, forwardsOfD = forwardsOfG + 1;
        return 2 * s.descent().batchSize() * (forwardsOfG * forwardG + forwardsOfD * forwardD + 2 * learnD + forwardD + learnG);
    }
}
