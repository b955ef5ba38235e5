package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.data.SyntheticDigits;
import generative.evaluation.OverSeeds;
import generative.pretraining.FinishedCells.Cell;
import generative.pretraining.FinishedCells.Result;
import generative.pretraining.PretrainingExperiment.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PretrainingExperimentTest {

    private static final ImageSet DRAWN = SyntheticDigits.generate(700, 1);
    private static final Mnist DIGITS = new Mnist(DRAWN.rows(0, 300), DRAWN.rows(300, 500), DRAWN.rows(500, 700));
    private static final Settings SETTINGS = new Settings(new Recipe(Recipe.Kind.RBM, .1, 2), 1, 60, .1);

    @Test void theGridHasEveryCombinationWithBothBeginnings() {
        assertThat(PretrainingExperiment.grid(9, List.of(1, 2), List.of(50, 100), 2)).hasSize(16).doesNotHaveDuplicates()
                .contains(new Cell(9, 2, 50, true, 2), new Cell(9, 2, 50, false, 2));
    }

    @Test void aResultIsTheErrorOfTheBestLook() {
        PretrainingExperiment experiment = new PretrainingExperiment(SETTINGS, DIGITS, null);
        List<Result> told = new ArrayList<>();
        assertThat(experiment.run(PretrainingExperiment.grid(12, List.of(1, 2), List.of(50, 300), 1), told::add)).isTrue();
        assertThat(told).hasSize(8).isEqualTo(experiment.results());
        for (Result r : told) {
            assertThat(r.course()).hasSize(20);
            assertThat(r.validationError()).isCloseTo(Arrays.stream(r.course()).min().orElseThrow(), within(1e-9));
            assertThat(r.testError()).isBetween(0.0, .95);
            assertThat(r.trainingLoss()).isPositive();
        }
        assertThat(told.get(0).course()).as("another beginning").isNotEqualTo(told.get(1).course());
        assertThat(PretrainingExperiment.errors(told, 12, 2, 50, true)).containsExactly(100 * told.stream()
                .filter(r -> r.cell().equals(new Cell(12, 2, 50, true, 1))).findFirst().orElseThrow().testError());
    }

    /// The lowest layer of the stack of two is that of the stack of one; nothing that one training does touches another.
    @Test void aCellComesOutTheSameWhateverElseIsDone() {
        PretrainingExperiment alone = new PretrainingExperiment(SETTINGS, DIGITS, null),
                among = new PretrainingExperiment(SETTINGS, DIGITS, null);
        Cell cell = new Cell(12, 1, 50, true, 1);
        alone.run(List.of(cell), r -> { });
        among.run(List.of(new Cell(12, 2, 50, true, 1), new Cell(12, 1, 100, true, 1), new Cell(12, 1, 50, false, 1), cell),
                r -> { });
        assertThat(among.results().getLast()).usingRecursiveComparison().isEqualTo(alone.results().getFirst());
    }

    @Test void itGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        List<Cell> one = PretrainingExperiment.grid(12, List.of(1), List.of(50), 1),
                two = PretrainingExperiment.grid(12, List.of(1, 2), List.of(50), 1);
        new PretrainingExperiment(SETTINGS, DIGITS, folder).run(one, r -> { });
        assertThat(folder.resolve("stack-12-units-seed-1/layer-1")).isNotEmptyDirectory();
        var modified =
                Files.getLastModifiedTime(folder.resolve("stack-12-units-seed-1/layer-1/checkpoint-000000060.safetensors"));
        List<Result> told = new ArrayList<>();
        PretrainingExperiment again = new PretrainingExperiment(SETTINGS, DIGITS, folder);
        assertThat(again.run(two, told::add)).isTrue();
        assertThat(told).extracting(r -> r.cell().depth()).containsExactly(2, 2);
        assertThat(again.results()).hasSize(4);
        assertThat(folder.resolve("stack-12-units-seed-1/layer-2")).isNotEmptyDirectory();
        assertThat(Files.getLastModifiedTime(folder.resolve("stack-12-units-seed-1/layer-1/checkpoint-000000060.safetensors")))
                .isEqualTo(modified);
        assertThatThrownBy(() -> new PretrainingExperiment(new Settings(SETTINGS.recipe(), 2, 60, .1), DIGITS, folder))
                .isInstanceOf(UserException.class).hasMessageContaining("were made with").hasMessageContaining("epochs=2");
    }

    /// 300 images of which only 40 have labels: what the others look like helps. Five seeds.
    @Test void withFewLabelsPretrainingHelpsOnDrawnDigits() {
        ImageSet drawn = SyntheticDigits.generate(2500, 1);
        Mnist digits = new Mnist(drawn.rows(0, 1500), drawn.rows(1500, 1800), drawn.rows(1800, 2500));
        PretrainingExperiment experiment = new PretrainingExperiment(new Settings(new Recipe(Recipe.Kind.RBM, .1, 10), 1, 200,
                .1), digits, null);
        experiment.run(PretrainingExperiment.grid(100, List.of(2), List.of(50), 3), r -> { });
        double random = OverSeeds.of(PretrainingExperiment.errors(experiment.results(), 100, 2, 50, false)).mean();
        double pretrained = OverSeeds.of(PretrainingExperiment.errors(experiment.results(), 100, 2, 50, true)).mean();
        assertThat(pretrained).isLessThan(random - 2);
    }

    @Test void whatMakesNoSenseIsNamed() {
        for (int labels : new int[] {5, 55, 310})
            assertThatThrownBy(() -> new PretrainingExperiment(SETTINGS, DIGITS, null)
                    .run(PretrainingExperiment.grid(9, List.of(1), List.of(labels), 1),
                    r -> { })).isInstanceOf(UserException.class)
                            .hasMessageStartingWith("The number of labels must be the same for each of 10 classes, from 10 to ")
                    .hasMessageEndingWith("or all 300, so " + labels + " will not do; choose 1000, say.");
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(SETTINGS.recipe(), 1, 19, .1))
                .withMessage("fine-tuning needs 1 epoch, 20 steps and a rate above 0, or more: 1, 19, 0.1");
    }
}
