package generative.cli;

import generative.data.Mnist;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.GeneratorLoss;
import generative.gan.Noise;
import java.nio.file.Path;
import java.util.Properties;

/// What a training of an adversarial net was started with; kept beside its checkpoints, so that `gan evaluate` and
/// `gan sample` need to be told nothing but the folder.
///
/// @param data   which digits
/// @param size   the published sizes or the small ones
/// @param update the order in which the nets move
/// @param k      steps of D for each of G
/// @param loss   what the generator minimises
/// @param noise  the distribution of z
/// @param dropout whether D has dropout
/// @param rate   the learning rate at the start
/// @param decay  what the learning rate is divided by after every step
/// @param calmFrom the epoch from which on the learning rate falls to 0
/// @param calmTo the epoch at which it is 0; 0 for no such end
/// @param seed   of all random numbers
record GanRun(DataOption.Name data, Size size, AdversarialSettings.Update update, int k, GeneratorLoss loss, Noise noise,
              boolean dropout, double rate, double decay, int calmFrom, int calmTo, long seed) {

    GanRun {
        if (k < 1) throw new IllegalArgumentException("k must be 1 or more, got " + k);
    }

    /// How large the nets are.
    enum Size {
        PUBLISHED(AdversarialSettings.MNIST), SMALL(AdversarialSettings.SMALL);

        final AdversarialSettings settings;

        Size(AdversarialSettings settings) {
            this.settings = settings;
        }
    }

    AdversarialSettings settings(int images) {
        long perEpoch = images / size.settings.descent().batchSize() / k;
        AdversarialSettings settings = size.settings.withUpdate(update, k).withGeneratorLoss(loss).withNoise(noise)
                .withDescent(size.settings.descent().withLearningRate(rate, decay).withCalmEnd(calmFrom * perEpoch, calmTo * perEpoch));
        return dropout ? settings : settings.withKeep(1, 1);
    }

    AdversarialTraining training(Mnist digits) {
        return new AdversarialTraining(settings(digits.train().size()), digits.train().x(), seed);
    }

    /// The training with the newest state of the folder.
    AdversarialTraining trained(Path folder, Mnist digits) {
        AdversarialTraining training = training(digits);
        RunFile.loadNewest(folder, "gan train", training);
        return training;
    }

    void save(Path folder) {
        Properties p = new Properties();
        p.setProperty("data", data.toString());
        p.setProperty("size", size.name());
        p.setProperty("update", update.name());
        p.setProperty("k", Integer.toString(k));
        p.setProperty("loss", loss.name());
        p.setProperty("noise", noise.name());
        p.setProperty("dropout", Boolean.toString(dropout));
        p.setProperty("calm-from", Integer.toString(calmFrom));
        p.setProperty("calm-to", Integer.toString(calmTo));
        p.setProperty("rate", Double.toString(rate));
        p.setProperty("decay", Double.toString(decay));
        p.setProperty("seed", Long.toString(seed));
        RunFile.save(folder, "gan train", p);
    }

    static GanRun load(Path folder) {
        return RunFile.load(folder, "gan train", p -> {
            Size size = Size.valueOf(p.getProperty("size", ""));
            GanRun run = new GanRun(new DataOption.Converter().convert(p.getProperty("data", "")), size,
                    AdversarialSettings.Update.valueOf(p.getProperty("update", "")), Integer.parseInt(p.getProperty("k", "")),
                    GeneratorLoss.valueOf(p.getProperty("loss", "")), Noise.valueOf(p.getProperty("noise", "UNIFORM")),
                    Boolean.parseBoolean(p.getProperty("dropout", "true")),
                    Double.parseDouble(p.getProperty("rate", "" + size.settings.descent().learningRate())),
                    Double.parseDouble(p.getProperty("decay", "" + size.settings.descent().learningRateDecay())),
                    Integer.parseInt(p.getProperty("calm-from", "0")), Integer.parseInt(p.getProperty("calm-to", "0")),
                    Long.parseLong(p.getProperty("seed", "")));
            run.settings(Integer.MAX_VALUE);                               // refuses what makes no sense
            return run;
        });
    }
}
