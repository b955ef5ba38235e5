package generative.cli;

import generative.data.AtomicFile;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.evaluation.ClassifierScore;
import generative.gan.MaxoutClassifier;
import generative.gan.MaxoutPictures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What is told of a trained classifier: its errors on validation and test images, which they are, and its filters.
///
/// @param classifier the trained net
/// @param digits     what it was trained and is judged on
/// @param folder     where the pictures go
record MaxoutReport(MaxoutClassifier classifier, Mnist digits, Path folder) {

    private static final int MOST = 120, UNITS = 8;

    void write(int units) {
        ImageSet test = digits.test();
        System.out.println("validation images: " + classifier.score(digits.validation()));
        ClassifierScore score = classifier.score(test);
        System.out.println("test images:       " + score);
        int[] answers = classifier.predict(test.x()), labels = test.labels();
        StringBuilder csv = new StringBuilder("test image,label,answer\n");
        for (int n = 0; n < answers.length; n++)
            if (answers[n] != labels[n]) csv.append("%d,%d,%d%n".formatted(n, labels[n], answers[n]));
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve("mistakes.csv"), out -> out.write(bytes));
        MaxoutPictures.mistakes(test, answers, MOST).save(folder.resolve("mistakes.png"));
        MaxoutPictures.filters(classifier, Math.min(UNITS, units), MaxoutRun.PIECES, test.height(), test.width())
                .save(folder.resolve("filters.png"));
        System.out.println("Pictures and mistakes.csv are in " + folder + ".");
    }
}
