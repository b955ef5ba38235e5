package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tiny Image GPTs know of labels, asked in every way the commands offer.
@Tag("train")
class ImageGptProbeCommandTest {

    @TempDir
    static Path folder;
    private static final String[] TINY = {"--halved", "--images", "600", "--colours", "4", "--layers", "2", "--width", "8",
            "--heads", "2", "--batch", "20"};

    @BeforeAll
    static void train() {
        for (String objective : new String[] {"ar", "bert"})
            assertThat(run("train", Stream.concat(Stream.of(TINY),
                    Stream.of("--objective", objective, "--steps", "3", "--watched", "2", "--out", at(objective)))
                    .toArray(String[]::new)).err()).isEmpty();
    }

    private static Console run(String command, String... words) {
        return Console.run(Stream.concat(Stream.of("imagegpt", command), Stream.of(words)).toArray(String[]::new));
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void theProbeLooksAtEveryLayerAndAtThePixels() throws IOException {
        String[] words = {"--run", at("ar"), "--train-images", "200", "--validation-images", "60", "--images", "80"};
        Console console = run("probe", words);
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("Features of 200 train images", "Features of 60 validation images",
                "Features of 80 test images",
                        "probe by lbfgs: 200 training, 60 validation, 80 test images",
                        "layer     numbers   validation     test   penalty divided")
                .containsPattern("pixels +196 +\\d+\\.\\d\\d % +\\d+\\.\\d\\d % ").containsPattern("\n2 +8 +\\d+\\.\\d\\d % ")
                .containsPattern("best layer [012]: .* % of the test images right; first layer .*, last layer .*, pixels ")
                .containsOnlyOnce("best on validation").doesNotContain("by vote");
        assertThat(folder.resolve("ar/probe-lbfgs.png")).isNotEmptyFile();

        Console again = run("probe", words);
        assertThat(again.out()).as("features are kept").doesNotContain("Features of");
        assertThat(table(again)).isEqualTo(table(console));
        Path kept = folder.resolve("ar/features-test-80-3.safetensors");
        byte[] bytes = Files.readAllBytes(kept);
        Files.write(kept, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("checkpoint-000000003", "checkpoint-000000002")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        Console other = run("probe", words);
        assertThat(other.out()).as("of another checkpoint").contains("Features of 80 test").doesNotContain("Features of 60");
        assertThat(table(other)).isEqualTo(table(console));
        assertThat(Files.readAllBytes(kept)).isEqualTo(bytes);
    }

    private static List<String> table(Console console) {
        return console.out().lines().filter(line -> line.contains(" % ")).toList();
    }

    @Test
    void theProbeBySgdAndTheVoteOverMasks() {
        Console console = run("probe", "--run", at("bert"), "--by", "sgd", "--train-images", "150", "--validation-images", "50",
                "--images", "40");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("ImageGpt BERT", "probe by sgd: 150 training", "test   rate")
                .containsPattern("with 5 masks by vote \\d+\\.\\d\\d % right, with one mask \\d+\\.\\d\\d on average");
        for (String file : List.of("probe-sgd.png", "features-test-40-3.safetensors", "features-test-40-7.safetensors"))
            assertThat(folder.resolve("bert").resolve(file)).isNotEmptyFile();
    }

    @Test
    void fineTuningFromPretrainedAndFromRandomWeightsGoesOnWhereItWasStopped() throws IOException {
        String[] words = {"--run", at("ar"), "--labels", "20", "--seeds", "2", "--steps", "4", "--looks", "2", "--batch", "5",
                "--validation-images", "20",
            "--images", "30"};
        Console console = run("finetune", words);
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("pretrained, seed 1: best after ", "random, seed 2: best after ",
                "results.csv and course.png are in ")
                .containsPattern("pretrained +\\d+\\.\\d\\d ± \\d+\\.\\d\\d \\(2 seeds\\)\nrandom +\\d")
                .doesNotContain("by a vote");
        Path place = folder.resolve("ar/finetune-20-weight-1.0");
        List<String> results = Files.readAllLines(place.resolve("results.csv"));
        assertThat(results).hasSize(5).first()
                .isEqualTo("start,seed,best step,validation accuracy,test accuracy,test accuracy by vote,test loss");
        assertThat(results.get(1)).startsWith("pretrained,1,");
        assertThat(results.get(2)).startsWith("random,1,");
        assertThat(Files.readAllLines(place.resolve("random-2/validation.csv"))).hasSize(3);
        assertThat(place.resolve("course.png")).isNotEmptyFile();
        assertThat(Files.readAllLines(place.resolve("pretrained-1/log.csv")).get(1)).as("the first step").startsWith("1,");
        String[] first = Files.readAllLines(place.resolve("pretrained-1/log.csv")).get(1).split(",");
        assertThat(Double.parseDouble(first[1])).as("has learned something about pixels").isLessThan(1.37);
        String[] fresh = Files.readAllLines(place.resolve("random-1/log.csv")).get(1).split(",");
        assertThat(Double.parseDouble(fresh[1])).as("ln 4").isCloseTo(Math.log(4), org.assertj.core.api.Assertions.within(1e-4));

        Console again = run("finetune", words);
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).as("nothing is trained again").doesNotContain("steps/s");
        assertThat(Files.readAllLines(place.resolve("results.csv"))).isEqualTo(results);
        words[7] = "6";
        assertThat(run("finetune", words).err()).as("six steps have looks elsewhere")
                .contains("is of another model", "lookEvery=2 where this run has lookEvery=3");
    }

    @Test
    void fineTuningOnChangedImagesIsAnotherRun() {
        Console console = run("finetune", "--run", at("ar"), "--labels", "10", "--seeds", "1", "--steps", "2", "--looks", "1",
                "--batch", "5", "--validation-images", "10", "--images", "10", "--shift", "1", "--mirror");
        assertThat(console.err()).isEmpty();
        assertThat(folder.resolve("ar/finetune-10-weight-1.0-shift-1-mirror/results.csv")).isNotEmptyFile();
    }

    @Test
    void fineTuningOfABertModelVotes() {
        Console console = run("finetune", "--run", at("bert"), "--labels", "10", "--seeds", "1", "--steps", "2", "--looks", "1",
                "--batch", "5",
                "--validation-images", "10", "--images", "10", "--weight", "0.5");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).containsPattern("random, seed 1: .*% right by a vote of 5 masks");
        assertThat(folder.resolve("bert/finetune-10-weight-0.5/results.csv")).isNotEmptyFile();
    }

    @Test
    void fewLabelsAreFewerWhereTheDataHaveFewer() {
        Console console = run("lowdata", "--run", at("ar"), "--labels", "2,4000", "--subsets", "2", "--train-images", "180",
                "--validation-images", "50",
                "--images", "70");
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("2 subsets of 180 images; 50 validation, 70 test images")
                .containsPattern("\n20 +\\d+\\.\\d\\d ± \\d+\\.\\d\\d +\\d+\\.\\d\\d ± \\d+\\.\\d\\d +\\[\\d, \\d]")
                .containsPattern("\n1\\d0 +\\d")
                .doesNotContain("40000");
        assertThat(folder.resolve("ar/lowdata.png")).isNotEmptyFile();
    }

    @Test
    void theStudyProbesEverySizeWhileItLearnsAndGoesOn() throws IOException {
        String[] words = Stream.concat(Stream.of(TINY), Stream.of("--sizes", "1x8,2x8", "--steps", "4", "--watch-every", "2",
                "--watched", "20",
                "--probe-images", "100", "--test-images", "20", "--out", at("study"))).toArray(String[]::new);
        Console console = run("study", words);
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).contains("1 layers of width 8", "1x8 after 2 steps: ", "2x8 after 4 steps: ",
                "results.csv and study.png are in ");
        List<String> results = Files.readAllLines(folder.resolve("study/results.csv"));
        assertThat(results).hasSize(5).first().isEqualTo("size,step,nats,layer,accuracy");
        assertThat(results.get(3)).startsWith("2x8,2,1.");
        assertThat(folder.resolve("study/study.png")).isNotEmptyFile();
        Files.delete(folder.resolve("study/2x8/checkpoint-000000004.safetensors"));
        Console again = run("study", words);
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("2x8 after 4 steps").doesNotContain("1x8 after", "2x8 after 2 steps");
        assertThat(Files.readAllLines(folder.resolve("study/results.csv"))).isEqualTo(results);
        assertThat(run("evaluate", "--run", at("study/1x8"), "--images", "20").out())
                .contains("ImageGpt AR, 1 layers of width 8", "test: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            probe --train-images 1         | --train-images must be 2 or more, --validation-images and --images 1 or more.
            lowdata --subsets 0            | --labels, --subsets, --train-images, --validation-images and --images must be 1 or more.
            lowdata --labels 4,0           | --labels, --subsets, --train-images, --validation-images and --images must be 1 or more.
            lowdata --train-images 5       | The first 5 training images are not of all 10 classes; take more with --train-images.
            finetune --seeds 0             | --labels, --seeds, --batch, --looks, --validation-images and --images must be 1 or more.
            finetune --steps 9             | --steps must be 10 or more, one for each look, got 9.
            finetune --learning-rate 0     | --learning-rate and --random-learning-rate must be above 0.
            finetune --shift=-1            | --shift must be 0 or more, got -1.
            finetune --weight=-1           | --weight must be 0 or more, got -1.0.
            finetune --labels 10 --batch 11 | There are 10 labelled images, too few for minibatches of 11; take more labels or smaller minibatches.
            """)
    void mistakesEndInOneSentence(String words, String sentence) {
        assertThat(Console.complaint(Stream.concat(Stream.of("imagegpt"),
                Stream.concat(Stream.of(words.split(" ")), Stream.of("--run", at("ar"))))
                .toArray(String[]::new))).isEqualTo(sentence);
    }

    @Test
    void otherMistakes() {
        assertThat(Console.complaint("imagegpt", "finetune", "--run", at("ar"), "--labels", "15")).matches(
                "--labels must be a multiple of 10 from 10 to \\d+0, the same number of each class, "
                        + "so 15 will not do; choose \\d+0, say\\.");
        assertThat(Console.complaint("imagegpt", "probe", "--run", at("nowhere")))
                .contains("holds no training; train first with imagegpt train --out");
        assertThat(Console.complaint("imagegpt", "study", "--watched", "0")).isEqualTo(
                "--watched, --watch-every and --test-images must be 1 or more, --probe-images 2 or more.");
        assertThat(Console.complaint("imagegpt", "study", "--sizes", "2x16,big"))
                .isEqualTo("--sizes takes layers and width, such as 4x48, so big will not do.");
        assertThat(Console.complaint("imagegpt", "study", "--steps", "5", "--watch-every", "6")).isEqualTo(
                "--watch-every is more than the 5 steps; nothing would be seen.");
        assertThat(Console.complaint("imagegpt", "study", "--sizes", "2x15", "--images", "100", "--halved", "--out", at("never")))
                .isEqualTo(
                "4 heads do not divide the width 15; choose a number of heads that does.");
        assertThat(folder.resolve("never")).as("what was refused has left no trace").doesNotExist();
    }
}
