package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.ImageSet;
import generative.data.Safetensors;
import generative.data.TokenSet;
import generative.imagegpt.ImageFeatures;
import generative.imagegpt.ImageGpt;
import generative.imagegpt.LabelledImages;
import generative.math.Matrix;
import generative.training.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/// The features that the model of a run gives to images, kept in files of its folder, since they take minutes and never change.
///
/// A file is used again if it was made by the same checkpoint of the same number of images with the same seed.
final class RunFeatures {

    private static final String MADE_BY = "made by";

    private final Path folder;
    private final ImageGpt model;
    private final int atOnce;
    private final String checkpoint;

    private RunFeatures(Path folder, ImageGpt model, int atOnce, String checkpoint) {
        this.folder = folder;
        this.model = model;
        this.atOnce = atOnce;
        this.checkpoint = checkpoint;
    }

    /// @param atOnce images that go through the model together
    static RunFeatures of(Path folder, ImageGpt model, int atOnce) {
        Path file = Checkpoint.latest(folder).orElseThrow();
        CRC32C sum = new CRC32C();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e) + "); check that you may read it.", e);
        }
        return new RunFeatures(folder, model, atOnce, file.getFileName() + " " + Long.toHexString(sum.getValue()));
    }

    /// The first of a set with their labels; all of them if there are fewer.
    static LabelledImages first(int count, TokenSet tokens, ImageSet images) {
        int n = Math.min(count, images.size());
        return new LabelledImages(tokens.rows(0, n), images.rows(0, n).labels());
    }

    /// @param name of the set, for the file
    /// @param seed of what is hidden from a BERT model
    ImageFeatures get(String name, LabelledImages images, long seed) {
        Path file = folder.resolve("features-%s-%d-%d.safetensors".formatted(name, images.size(), seed));
        if (Files.exists(file)) {
            Safetensors kept = Safetensors.read(file);
            if (checkpoint.equals(kept.metadata().get(MADE_BY)))
                return new ImageFeatures(new ArrayList<>(kept.tensors().values()), images.labels());
        }
        System.out.println("Features of " + images.size() + " " + name + " images …");
        ImageFeatures features = ImageFeatures.of(model, images, atOnce, seed);
        List<Matrix> layers = features.layers();
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        for (int l = 0; l < layers.size(); l++) tensors.put("layer " + l, layers.get(l));
        new Safetensors(Map.of(MADE_BY, checkpoint), tensors).write(file);
        return features;
    }
}
