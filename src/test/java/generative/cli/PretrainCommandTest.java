package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands about pre-training, with small nets and one epoch on the built-in digits.
@Tag("train")
class PretrainCommandTest {

    @TempDir
    private Path folder;

    private Console train(String... more) {
        Stream<String> words = Stream.of("pretrain", "train", "--layers", "20,10", "--epochs", "1", "--fine-tune-epochs", "2",
                "--labels", "100", "--images", "1000",
                "--out", folder.resolve("run").toString());
        return Console.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private static String[] tests(Console console) {
        return console.out().lines().filter(line -> line.contains("test images:") || line.contains("test error"))
                .toArray(String[]::new);
    }

    @Test
    void trainingPretrainsFineTunesAndEndsWithTheTestError() throws IOException {
        Console console = train("--seeds", "2");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("layer 1: 50 of 50 steps", "layer 2: 50 of 50 steps",
                "seed 2: Linear 784 → 20 · Sigmoid · Linear 20 → 10",
                "fine-tuning: 20 of 20 steps", "the best so far", "seed 1, the best, after 20 steps");
        assertThat(tests(console)).hasSize(3);
        assertThat(tests(console)[2])
                .matches("pretrained, 100 labels, 2 seeds: test error \\d\\d\\.\\d\\d ± \\d+\\.\\d\\d %, from .*");
        for (String file : new String[] {"run.properties", "results.csv", "seed-1/filters-pretrained.png",
                "seed-1/filters-fine-tuned.png",
            "seed-2/fine-tuning/errors.png", "seed-1/layer-2/log.csv", "seed-1/fine-tuning/validation.csv"})
            assertThat(folder.resolve("run").resolve(file)).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("run/results.csv"))).hasSize(3).first()
                .isEqualTo("seed,validation error,test error");
        assertThat(folder.resolve("run/run.properties")).content()
                .contains("labels=100", "layers=20,10", "seeds=1 to 2", "kind\\=RBM");

        Console again = train("--seeds", "3", "--resume");
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).as("seeds 1 and 2 are loaded").containsOnlyOnce("layer 1: 50 of 50")
                .containsOnlyOnce("fine-tuning: 20 of 20 steps");
        assertThat(tests(again)).startsWith(tests(console)[0], tests(console)[1]);

        assertThat(train().err()).contains("holds a training already", "--resume");
        assertThat(train("--resume", "--module", "dae").err()).contains("is of another model");
        assertThat(folder.resolve("run/run.properties")).as("what was refused has left no trace").content()
                .contains("seeds=1 to 3");
    }

    @Test
    void theTwinBeginsWithRandomWeightsAndOptionsReachTheNet() {
        Console console = train("--from-random", "--dropout", "0.5", "--input-dropout", "0.2");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).doesNotContain("layer 1:")
                .contains("Dropout keeping 0.8, × 1.25 · Linear 784 → 20", "from random weights, 100 labels, 1 seeds");
        assertThat(folder.resolve("run/seed-1/layer-1")).doesNotExist();
    }

    @Test
    void inTheEndTheValidationImagesAreLearnedFromToo() {
        Console console = Console.run("pretrain", "train", "--layers", "10", "--epochs", "1", "--fine-tune-epochs", "1",
                "--images", "1000",
                "--with-validation", "--out", folder.resolve("run").toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).as("2,000 images in minibatches of 40")
                .contains("which it learns from", "seed 1, the last, after 50 steps");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            dae
            cae
            """)
    void otherModulesPretrainToo(String module) {
        Console console = train("--module", module);
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("layer 2: 50 of 50 steps").containsPattern("layer 2: .*loss");
    }

    @Test
    void compareFillsAGridAndAddsToIt() throws IOException {
        String[] words = {"pretrain", "compare", "--images", "500", "--units", "12", "--depths", "1,2", "--labels", "50",
                "--seeds", "2", "--epochs", "1",
            "--fine-tune-epochs", "1", "--fewest-steps", "20", "--out", folder.toString()};
        Console console = Console.run(words);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("2 × 12 units, 50 labels, seed 2, pretrained")
                .containsPattern(" 12 +2 +50   \\d\\d\\.\\d\\d ± .*\\(2 seeds\\)");
        assertThat(Files.readAllLines(folder.resolve("results.csv"))).hasSize(10);
        assertThat(folder.resolve("depth-12-units-50-labels.png")).isNotEmptyFile();
        assertThat(folder.resolve("course-12-units-2-layers-50-labels.png")).isNotEmptyFile();
        assertThat(folder.resolve("labels-12-units-2-layers.png")).doesNotExist();

        words[9] = "all";
        words[7] = "2";
        Console more = Console.run(words);
        assertThat(more.err()).isEmpty();
        assertThat(more.out()).contains("2 × 12 units, 500 labels, seed 1, random").doesNotContain("layer 1: 50 of 50");
        assertThat(Files.readAllLines(folder.resolve("results.csv"))).hasSize(14);
        assertThat(folder.resolve("labels-12-units-2-layers.png")).isNotEmptyFile();
        Console again = Console.run(words);
        assertThat(again.out()).contains("4 of 4 trainings are finished already.").doesNotContain("seed 1, random");
        words[13] = "2";
        assertThat(Console.run(words).err()).contains("were made with",
                "choose the same options as then, or another output folder.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            train --epochs 0                 | --epochs, --fine-tune-epochs, --seeds and --checkpoint-every must be 1 or more.
            train --layers 20,0              | --layers needs 1 unit or more in each layer, got 0.
            train --momentum 1               | --rate, --fine-tune-rate and --max-norm must be above 0, --momentum from 0 to below 1.
            train --calm 101                 | --calm is per cent, from 0 to 100, got 101.
            train --dropout 1                | --dropout and --input-dropout are shares from 0 to below 1, got 1.0 and 0.0.
            train --labels 0                 | --labels must be 1 or more, got 0.
            train --labels 15                | --labels must be a multiple of 10 from 10 to 10000, the same number of each class, so 15 will not do; choose 1000, say.
            compare --units 0                | --units, --seeds, --epochs and --fine-tune-epochs must be 1 or more.
            compare --fewest-steps 5         | --fewest-steps must be 20 or more, one for each look, got 5.
            compare --rate 0                 | --rate and --fine-tune-rate must be above 0.
            compare --depths 0               | --depths must be 1 hidden layer or more, got 0.
            compare --labels few             | --labels takes numbers of 1 or more, or all, so few will not do; choose 1000, say.
            """)
    void mistakesEndInOneSentence(String words, String sentence) {
        Console console = Console.run(Stream.concat(Stream.of("pretrain"), Stream.concat(Stream.of(words.split(" ")),
                Stream.of("--out", folder.toString()))).toArray(String[]::new));
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().strip()).isEqualTo(sentence);
    }

    @Test
    void theHelpListsBothCommands() {
        assertThat(Console.run("pretrain").out()).contains("train", "compare");
    }
}
