package generative.cli;

import generative.UserException;
import generative.data.ImageSet;
import generative.imagegpt.ColourPalette;
import generative.imagegpt.ImageTokens;
import generative.math.Randoms;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which images become which tokens.
final class ImageTokensOptions {

    static final String PALETTE = "palette.safetensors";
    private static final int ROUNDS = 10;

    @Mixin
    private ImagesOptions sets;

    @Option(names = "--colours", paramLabel = "K", description = "Of the palette (default: 16 for grey images, 512 for coloured ones).")
    private Integer colours;

    @Option(names = "--palette", paramLabel = "FILE",
            description = "A palette made before, or the file of imagegpt vqvae (default: a palette of the training images).")
    private Path palette;

    String dataName() {
        return sets.dataName();
    }

    /// Reads or makes the images, and makes their tokens: by the palette in the folder, if there is one.
    TokenImages load(Path folder, long seed) {
        ImagesOptions.Images all = sets.load();
        return TokenImages.of(all.train(), all.validation(), all.test(), tokens(folder, all.train(), seed));
    }

    private ImageTokens tokens(Path folder, ImageSet train, long seed) {
        Path kept = folder.resolve(PALETTE);
        if (Files.exists(kept)) return ImageTokens.load(kept);
        if (palette != null) return ImageTokens.load(palette);
        int k = colours != null ? colours : train.channels() == 1 ? 16 : 512;
        if (k < 2 || k > 1 << 16) throw new UserException("--colours must lie between 2 and 65536, got " + k + ".");
        return ColourPalette.fit(train, k, ROUNDS, Randoms.of(seed, 1));
    }
}
