package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import generative.plot.Picture;
import generative.pretraining.FinishedCells.Cell;
import generative.pretraining.FinishedCells.Result;
import generative.training.TrainingLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PretrainingPicturesTest {

    private static List<Result> results(boolean both) {
        List<Result> results = new ArrayList<>();
        for (Cell cell : PretrainingExperiment.grid(400, List.of(1, 2, 3), List.of(100, 1000), 3))
            if (both || !cell.pretrained()) {
                double error = (cell.pretrained() ? .1 : .2 * cell.depth())
                        * (1 + .1 * cell.seed()) * 10 / Math.sqrt(cell.labels());
                results.add(new Result(cell, error, error, .1, new double[] {2 * error, error, 0}));
            }
        return results;
    }

    private static boolean sameImage(Picture a, Picture b) {
        for (int x = 0; x < a.image().getWidth(); x++)
            for (int y = 0; y < a.image().getHeight(); y++) if (a.image().getRGB(x, y) != b.image().getRGB(x, y)) return false;
        return true;
    }

    @Test void depthLabelsAndCoursesAreDrawnWithBothBeginnings() {
        List<Result> both = results(true), one = results(false);
        Picture depth = PretrainingPictures.againstDepth(both, 400, 100);
        assertThat(depth.alt()).contains("number of hidden layers", "random", "pretrained");
        assertThat(sameImage(depth, PretrainingPictures.againstDepth(one, 400, 100))).isFalse();
        assertThat(sameImage(depth, PretrainingPictures.againstDepth(both, 400, 1000))).isFalse();
        Picture labels = PretrainingPictures.againstLabels(both, 400, 3);
        assertThat(labels.alt()).contains("number of labels");
        assertThat(sameImage(labels, PretrainingPictures.againstLabels(one, 400, 3))).isFalse();
        assertThat(sameImage(labels, PretrainingPictures.againstLabels(both, 400, 2))).isFalse();
        Picture course = PretrainingPictures.courses(both, 400, 3, 100);
        assertThat(course.alt()).contains("during fine-tuning", "spread over seeds");
        assertThat(sameImage(course, PretrainingPictures.courses(one, 400, 3, 100))).isFalse();
    }

    @Test void aFineTuningIsDrawnFromItsTwoLogs() {
        TrainingLog log = TrainingLog.open(null, 0), watch = TrainingLog.open(null, 0);
        for (int epoch = 1; epoch <= 3; epoch++) {
            log.add(epoch * 10, Map.of("error", .3 / epoch - .1, "loss", .1));
            watch.add(epoch * 10, Map.of("error", .3 / epoch, "loss", .1));
        }
        assertThat(PretrainingPictures.errors(log, watch, 10).alt()).contains("epoch of fine-tuning");
    }
}
