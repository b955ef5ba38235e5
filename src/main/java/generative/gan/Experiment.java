package generative.gan;

import generative.gan.AdversarialSettings.Update;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What can be changed about an adversarial net to see whether it matters: the same nets, the same data, one difference.
///
/// Source of the questions: Goodfellow et al., *Generative Adversarial Nets* (2014): Algorithm 1 (k), section 5 (dropout, noise), and
/// section 7, extension 5: "better methods for coordinating G and D or better distributions to sample z from".
public enum Experiment {

    /// D with and without dropout on the inputs of its layers.
    DROPOUT {
        @Override public Map<String, AdversarialSettings> variants(AdversarialSettings base, long steps) {
            return both("dropout in D", base, "no dropout", base.withKeep(1, 1));
        }
    },

    /// The distribution of z.
    NOISE {
        @Override public Map<String, AdversarialSettings> variants(AdversarialSettings base, long steps) {
            return both("uniform noise", base.withNoise(Noise.UNIFORM), "normal noise", base.withNoise(Noise.GAUSSIAN));
        }
    },

    /// The learning rate as published, and falling to 0 over the second half.
    SCHEDULE {
        @Override public Map<String, AdversarialSettings> variants(AdversarialSettings base, long steps) {
            return both("published rate", base, "calm second half", base.withDescent(base.descent().withCalmEnd(steps / 2, steps)));
        }
    },

    /// The released code's simultaneous update, and Algorithm 1 with k = 1, 2, 5. All make the same number of steps of D.
    TURNS {
        @Override public Map<String, AdversarialSettings> variants(AdversarialSettings base, long steps) {
            Map<String, AdversarialSettings> variants = new LinkedHashMap<>();
            variants.put("both at once", base.withUpdate(Update.SIMULTANEOUS, 1));
            for (int k : new int[] {1, 2, 5}) variants.put("k = " + k, base.withUpdate(Update.ALTERNATING, k));
            return variants;
        }
    };

    /// The settings to compare, by name, for a training of so many steps.
    public abstract Map<String, AdversarialSettings> variants(AdversarialSettings base, long steps);

    private static Map<String, AdversarialSettings> both(String one, AdversarialSettings first, String other, AdversarialSettings second) {
        Map<String, AdversarialSettings> variants = new LinkedHashMap<>();
        variants.put(one, first);
        variants.put(other, second);
        return variants;
    }

    /// What `gan compare` would train.
    public static void demo() {
        for (Experiment what : values()) {
            System.out.println(what.name().toLowerCase(Locale.ROOT) + ":");
            what.variants(AdversarialSettings.SMALL, 5000).forEach((name, settings) -> System.out.println("  " + name + ": k = "
                    + settings.discriminatorSteps() + " " + settings.update() + ", noise " + settings.noise() + ", D keeps "
                    + settings.inputKeep() + " and " + settings.hiddenKeep()
                    + (settings.descent().calmFrom() == 0 ? ", never calm" : ", calm from step " + settings.descent().calmFrom())));
        }
        System.out.println("One difference at a time; the first of each kind is the published way.");
    }
}
