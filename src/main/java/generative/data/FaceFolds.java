package generative.data;

import generative.UserException;
import generative.data.ImageFolder.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Faces as the Toronto Face Database splits them: many without labels to train on, and five folds, each of which has
/// validation faces to choose with and test faces to judge with.
///
/// ```
/// tfd/unlabeled/*.png                     48×48, grey; PNG or JPEG
/// tfd/fold-1/validation/*.png             tfd/fold-1/test/*.png
/// …                                       …
/// tfd/fold-5/validation/*.png             tfd/fold-5/test/*.png
/// ```
/// The database cannot be downloaded: who has it saves its images in this layout in the folder of all data sets
/// ([Datasets]), those of fold code 2 as validation and of 3 as test; the labelled training faces (code 1) are not
/// needed here. Everybody else draws a substitute, [#synthetic(int, int, int)].
///
/// Source of the split: the loader of Goodfellow et al., *Generative Adversarial Nets* (2014), released configuration.
///
/// @param unlabeled the training set
/// @param folds     five of them
public record FaceFolds(ImageSet unlabeled, List<Fold> folds) {

    /// The name of its folder among the data sets.
    public static final String NAME = "tfd";

    private static final int FOLDS = 5;
    private static final Size SIZE = new Size(48, 48, 1);

    /// What belongs to one fold.
    ///
    /// @param validation faces on which a width σ is chosen
    /// @param test       faces that judge
    public record Fold(ImageSet validation, ImageSet test) { }

    public FaceFolds {
        folds = List.copyOf(folds);
        if (folds.size() != FOLDS)
            throw new IllegalArgumentException("faces come in " + FOLDS + " folds, not " + folds.size());
    }

    /// The Toronto Face Database from the folder of all data sets.
    public static FaceFolds load() {
        return load(Datasets.folder(NAME));
    }

    /// Faces of any kind from a folder with this layout.
    public static FaceFolds load(Path folder) {
        List<Fold> folds = IntStream.rangeClosed(1, FOLDS).mapToObj(k ->
                new Fold(read(folder, "fold-" + k + "/validation"), read(folder, "fold-" + k + "/test"))).toList();
        return new FaceFolds(read(folder, "unlabeled"), folds);
    }

    private static ImageSet read(Path folder, String part) {
        if (!Files.isDirectory(folder.resolve(part)))
            throw new UserException("There is no folder " + part + " in " + folder + "; faces lie in unlabeled,"
                    + " fold-1/validation, fold-1/test and so on to fold-" + FOLDS + "/test.");
        return ImageFolder.read(folder.getFileName() + " " + part, folder.resolve(part), SIZE);
    }

    /// Drawn faces in the same shape, always the same ones, no face in two places.
    ///
    /// @param unlabeled  how many to train on
    /// @param validation how many in each fold to choose with
    /// @param test       how many in each fold to judge with
    public static FaceFolds synthetic(int unlabeled, int validation, int test) {
        List<Fold> folds = IntStream.rangeClosed(1, FOLDS).mapToObj(k -> new Fold(
                SyntheticFaces.generate(validation, 2 * k), SyntheticFaces.generate(test, 2 * k + 1))).toList();
        return new FaceFolds(SyntheticFaces.generate(unlabeled, 1), folds);
    }

    @Override public String toString() {
        return unlabeled + "; " + FOLDS + " folds of " + folds.getFirst().validation().size() + " for validation and "
                + folds.getFirst().test().size() + " for testing";
    }
}
