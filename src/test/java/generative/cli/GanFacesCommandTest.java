package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import generative.data.Safetensors;
import generative.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trains tiny nets on fifty faces, two minibatches an epoch.
@TestMethodOrder(MethodOrderer.MethodName.class)
@Tag("train")
class GanFacesCommandTest {

    @TempDir
    static Path folder;
    private static Console whole;

    private static Console faces(String run, String... more) {
        List<String> words = new ArrayList<>(List.of("gan", "faces", "--out", folder.resolve(run).toString()));
        words.addAll(List.of(more));
        Map.of("--size", "tiny", "--images", "50", "--samples", "30", "--watch-every", "1").forEach((option, value) -> {
            if (!words.contains(option)) words.addAll(List.of(option, value));
        });
        return Console.run(words.toArray(String[]::new));
    }

    private static void assertRefused(Console console, String... parts) {
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().contains(parts);
    }

    private static Map<String, Matrix> state(String run, int stage, int steps) {
        String file = "stage-%d/checkpoint-%09d.safetensors".formatted(stage, steps);
        return Safetensors.read(folder.resolve(run).resolve(file)).tensors();
    }

    private static List<String> table(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("parzen-folds.csv"));
    }

    /// A Parzen estimate may differ in its last digits from one call to the next: vectors are summed in another order
    /// once the code is compiled.
    private static void assertSameTable(List<String> found, List<String> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int row = 1; row < found.size(); row++) {
            int names = found.get(row).lastIndexOf('"') + 1;               // and then ,fold,mean,error,sigma,faces
            assertThat(found.get(row).substring(0, names)).isEqualTo(expected.get(row).substring(0, names));
            String[] a = found.get(row).substring(names).split(","), b = expected.get(row).substring(names).split(",");
            for (int i = 2; i < a.length; i++)
                assertThat(Double.parseDouble(a[i])).as(found.get(row)).isCloseTo(Double.parseDouble(b[i]), within(.1));
        }
    }

    @BeforeAll
    static void train() {
        whole = faces("whole", "--epochs1", "3", "--epochs2", "2");
    }

    @Test
    void bothStagesAreTrainedAndJudged() throws IOException {
        assertThat(whole.err()).isEmpty();
        assertThat(whole.code()).isZero();
        assertThat(whole.out())
                .contains("synthetic faces: 50 images of 48×48, 7 classes; 5 folds of 2 for validation and 5 for testing",
                        "6 of 6 steps", "4 of 4 steps",
                        "Stage 2: Generator Linear 100 → 32 · Relu · Linear 32 → 100 · Sigmoid · Linear 100 → 32")
                .containsPattern("adversarial nets, both stages +-?\\d+\\.\\d ± \\d+\\.\\d +2057 ± 26")
                .containsPattern("training faces +-?\\d+\\.\\d ± \\d+\\.\\d\n")
                .contains("cannot be compared with the paper's");
        for (String file : List.of("faces.png", "samples-stage-1.png", "samples-stage-2.png",
                "interpolation-stage-2.png", "likelihood-against-sigma.png", "stage-1/losses.png",
                "stage-2/discriminator.png", "stage-1/samples/epoch-0003.png"))
            assertThat(folder.resolve("whole").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("whole/parzen-folds.csv"))).hasSize(1 + 3 * 6);
    }

    /// Stopped once in either stage, and at a checkpoint that a crash left behind in the middle of stage 2.
    @Test
    void anInterruptedRunEndsWithTheSameBits() throws IOException {
        assertThat(faces("parts", "--epochs1", "1", "--epochs2", "0").code()).isZero();
        assertThat(faces("parts", "--epochs1", "3", "--epochs2", "1", "--resume").code()).isZero();
        assertThat(faces("parts", "--epochs1", "3", "--epochs2", "2", "--resume").code()).isZero();
        Files.delete(folder.resolve("parts/stage-2/checkpoint-000000004.safetensors"));
        Console last = faces("parts", "--epochs1", "3", "--epochs2", "2", "--resume");
        assertThat(last.err()).isEmpty();
        Map<String, Matrix> expected = state("whole", 2, 4), found = state("parts", 2, 4);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((name, matrix) -> assertThat(matrix.floats()).as(name).isEqualTo(expected.get(name).floats()));
        assertSameTable(table("parts"), table("whole"));
        assertThat(state("whole", 2, 2).get("G.W.0").floats()).as("learning went on")
                .isNotEqualTo(expected.get("G.W.0").floats());
    }

    @Test
    void withoutTheSecondStageItsRowIsThePapersAlone() {
        Console console = faces("one", "--epochs1", "1", "--epochs2", "0");
        assertThat(console.out()).containsPattern("adversarial nets, both stages +2057 ± 26")
                .doesNotContain("Stage 2:");
        assertThat(folder.resolve("one/stage-2")).doesNotExist();
    }

    @Test
    void aFinishedRunIsJudgedAgainWithoutTraining() throws IOException {
        List<String> before = table("whole");
        Map<String, Matrix> net = state("whole", 2, 4);
        Console console = faces("whole", "--epochs1", "3", "--epochs2", "2", "--resume");
        assertThat(console.err()).isEmpty();
        assertSameTable(table("whole"), before);
        state("whole", 2, 4).forEach((name, matrix) -> assertThat(matrix.floats()).isEqualTo(net.get(name).floats()));
    }

    @Test
    void aSecondTrainingDoesNotWriteIntoTheFolderOfTheFirst() throws IOException {
        assertRefused(faces("whole", "--epochs1", "1"), "stage-2 holds a training already; go on with --resume");
        Files.createDirectories(folder.resolve("first-only"));
        faces("first-only", "--epochs1", "1", "--epochs2", "0");
        assertRefused(faces("first-only", "--epochs1", "1"), "stage-1 holds a training already", "--resume");
    }

    @Test
    void stageOneCannotChangeOnceStageTwoHasBegun() {
        assertRefused(faces("whole", "--epochs1", "4", "--resume"), "Stage 1 in " + folder.resolve("whole/stage-1")
                + " was trained for 3.0 epochs before stage 2 began, and --epochs1 is 4; ask for the same again,"
                + " or choose another folder");
        assertRefused(faces("whole", "--epochs1", "2", "--resume"),
                "was trained for 3.0 epochs before stage 2 began, and --epochs1 is 2");
        assertRefused(faces("whole", "--epochs1", "3", "--epochs2", "1", "--resume"),
                "Stage 2 in " + folder.resolve("whole/stage-2")
                + " was trained for 2.0 epochs, and --epochs2 is 1; ask for as many or more");
    }

    @Test
    void resumingWithOtherOptionsOrNothingToResumeIsRefused() {
        assertRefused(faces("whole", "--epochs1", "3", "--seed", "2", "--resume"), "is of another model",
                "seed is 1 where this run has 2");
        assertRefused(faces("nothing", "--resume"), "There is no checkpoint in " + folder.resolve("nothing/stage-1"),
                "without --resume");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --epochs1 0            | --epochs1 and --watch-every must be 1 or more, --epochs2 0 or more.
            --epochs2 -1           | --epochs1 and --watch-every must be 1 or more, --epochs2 0 or more.
            --samples 0            | --samples must be 1 or more, got 0.
            --images 24            | --images must be 25 or more for nets of this size, got 24.
            --images 99 --size published | --images must be 100 or more for nets of this size, got 99.
            """)
    void impossibleNumbersAreRefused(String options, String sentence) {
        assertRefused(faces("bad", options.split(" ")), sentence);
    }

    @Test
    void theTorontoFacesAreAskedForByName() {
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(generative.data.Datasets.root().resolve("tfd")),
                "tfd is there");
        assertRefused(faces("real", "--data", "tfd"), "The data set tfd is not in", "put it there by hand");
        Console wrong = faces("real", "--data", "celebrities");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--data", "celebrities", "SYNTHETIC, TFD");
    }
}
