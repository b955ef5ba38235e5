package generative.gan;

import generative.math.Matrix;
import generative.plot.LineChart;
import generative.plot.Picture;

/// The adversarial game on a line as a picture: both densities, what D believes and should believe, and where G sends its noise.
///
/// Source: figure 1 of Goodfellow et al., *Generative Adversarial Nets* (2014).
public final class OneDimensionalPictures {

    private static final int ARROWS = 15;

    private OneDimensionalPictures() { }

    /// The state of the game; below 0, a line leads from each of some evenly spaced z (at the bottom) to G(z).
    public static Picture of(OneDimensionalGame game, String title) {
        double[] x = game.places();
        return new LineChart(title, "x  (at the very bottom: z from −1 to 1)", "density, or probability")
                .dashed("p, data", x, game.dataDensity())
                .line("p_g, generator", x, game.generatorDensity())
                .line("D", x, game.discriminator())
                .dashed("D*, best possible", x, game.optimalDiscriminator())
                .line("z → G(z)", arrows(game)[0], arrows(game)[1])
                .level("½", 0.5)
                .yRange(-0.5, 1.25)
                .picture("The data's and the generator's density, the discriminator and the best one on a line; lines lead from the noise "
                + "to its images");
    }

    /// From (place of z, −0.45) to (G(z), −0.05), one after the other with gaps between.
    private static double[][] arrows(OneDimensionalGame game) {
        Matrix z = Matrix.zeros(ARROWS, 1);
        for (int i = 0; i < ARROWS; i++) z.set(i, 0, -1 + 2.0 * i / (ARROWS - 1));
        Matrix images = game.generate(z);
        double middle = (game.low() + game.high()) / 2, reach = (game.high() - game.low()) / 2;
        double[] x = new double[3 * ARROWS], y = new double[3 * ARROWS];
        for (int i = 0; i < ARROWS; i++) {
            x[3 * i] = middle + 0.9 * reach * z.get(i);
            y[3 * i] = -0.45;
            x[3 * i + 1] = images.get(i);
            y[3 * i + 1] = -0.05;
            x[3 * i + 2] = Double.NaN;
            y[3 * i + 2] = Double.NaN;
        }
        return new double[][] {x, y};
    }
}
