package generative.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import generative.training.Trainee;
import generative.training.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same seed, backend and number of threads give the same bits: in losses, samples, logs and checkpoints.
final class DeterminismTest {

    private static final int STEPS = 30;

    @TempDir private Path temporary;

    /// What one run left behind.
    private record Run(List<Map<String, Double>> losses, float[] samples, Map<String, byte[]> files) { }

    private Run run(SmallTraining which, String name, long seed) throws IOException {
        List<Map<String, Double>> losses = new ArrayList<>();
        SmallTraining.Model model = which.make(STEPS, seed);
        Trainee watched = new Wrapped(model.trainee()) {
            @Override public Map<String, Double> step(long step) {
                losses.add(super.step(step));
                return losses.getLast();
            }
        };
        Path folder = temporary.resolve(name);
        new TrainingLoop(watched, new TrainingLoop.Options(folder, name, STEPS, 4, 10, false, true)).run();
        return new Run(losses, model.samples().get().floats(), files(folder));
    }

    static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new java.util.TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        return files;
    }

    static void assertSameFiles(Map<String, byte[]> actual, Map<String, byte[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
    }

    @ParameterizedTest @EnumSource
    void theSameSeedGivesTheSameBits(SmallTraining which) throws IOException {
        Run one = run(which, "one", 1), other = run(which, "other", 1);
        assertThat(other.losses).hasSize(STEPS).isEqualTo(one.losses);
        assertThat(other.samples).isEqualTo(one.samples);
        assertThat(one.files.keySet()).containsExactly("checkpoint-000000020.safetensors", "checkpoint-000000030.safetensors",
                "log.csv");
        assertSameFiles(other.files, one.files);
    }

    @ParameterizedTest @EnumSource
    void anotherSeedGivesOthers(SmallTraining which) throws IOException {
        Run one = run(which, "one", 1), other = run(which, "other", 2);
        assertThat(other.losses).isNotEqualTo(one.losses);
        assertThat(other.samples).isNotEqualTo(one.samples);
    }
}
