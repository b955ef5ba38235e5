package generative.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.math.Matrix;
import generative.training.Checkpoint;
import generative.training.Trainee;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A number that is not finite, wherever it is, ends a training in one sentence with the step and a parameter, and leaves a good
/// checkpoint.
final class DivergenceTest {

    @TempDir private Path folder;

    /// Every matrix of the state in turn, parameters and what optimisers remember, gets a NaN or an infinity after step 3;
    /// the last checkpoint is that of step 2, the next one that of step 4. Persistent chains are left out: a coin whose
    /// probability is NaN falls on 0, which heals them.
    @ParameterizedTest @EnumSource
    void poisonInAnyMatrixIsFoundBeforeTheNextCheckpoint(SmallTraining which) {
        Trainee trainee = which.make(20, 1).trainee();
        List<String> names = List.copyOf(trainee.state().keySet());
        new TrainingLoop(trainee, new TrainingLoop.Options(folder, "good", 2, 1, 0, false, true)).run();
        Path good = folder.resolve("checkpoint-000000002.safetensors");
        for (int i = 0; i < names.size(); i++) {
            String poisoned = names.get(i);
            if (poisoned.equals("chains")) continue;
            double poison = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
            TrainingLoop loop = new TrainingLoop(trainee, new TrainingLoop.Options(folder, "poisoned", 20, 1, 2, true, true));
            loop.every(3, step -> trainee.state().get(poisoned).fill(poison));
            assertThatThrownBy(loop::run).as("%s in %s", poison, poisoned).isInstanceOf(UserException.class)
                    .hasMessageMatching("Training diverged: .+ is not finite in step 4.*; the last good state is \\Q" + good
                            + "\\E; try a lower learning rate\\.")
                    .satisfies(e -> assertThat(names).anyMatch(name -> e.getMessage().contains("parameter " + name)));
            assertThat(Checkpoint.latest(folder)).contains(good);
        }
        Checkpoint.load(good, trainee);
        assertThat(trainee.state().values()).allMatch(Matrix::isFinite);
    }
}
