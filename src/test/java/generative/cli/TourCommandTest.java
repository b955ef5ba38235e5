package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@Tag("train")
class TourCommandTest {

    @Test
    void theTourLeavesAPageWithAllItsPictures(@TempDir Path folder) throws IOException {
        Console console = Console.run("tour", "--only", "gan", "--quick", "--out", folder.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("adversarial net", "The tour is in " + folder.resolve("index.html").toAbsolutePath());
        String page = Files.readString(folder.resolve("index.html"));
        for (String picture : new String[] {"gan-data.png", "gan-training.gif", "gan-losses.png", "gan-discriminator.png", "gan-answers.png",
                "gan-samples.png", "gan-interpolation.png", "gan-sigma.png"}) {
            assertThat(page).contains(picture);
            assertThat(folder.resolve(picture)).isNotEmptyFile();
        }
        assertThat(page).contains("discriminator&#39;s loss", "training images");
    }

    /// The tour computes nothing of its own; on the slow backend these stops alone would take four minutes.
    @Tag("long")
    @Test
    @DisabledIfSystemProperty(named = "generative.backend", matches = "reference")
    void theStopsBesideTheNetHaveTheirPictures(@TempDir Path folder) throws IOException {
        Console console = Console.run("tour", "--only", "game,maxout,extensions,inference,pretraining,sparse,imagegpt,parzen", "--quick", "--out", folder.toString());
        assertThat(console.code()).isZero();
        String page = Files.readString(folder.resolve("index.html"));
        for (String picture : new String[] {"game-training.gif", "game-end.png", "game-value.png", "game-turns.png", "game-slopes.png",
                "game-stall.png", "maxout-relu.png", "maxout-absolute.png", "maxout-square.png", "maxout-learned-relu.png",
                "maxout-learned-absolute.png", "maxout-learned-square.png", "maxout-difference.png", "maxout-error.png",
                "extensions-class.png", "extensions-completions.png", "inference-pairs.png", "inference-labels.png", "pretraining-likelihood.png", "pretraining-filters.png", "pretraining-chains.png",
                "pretraining-denoising.png", "pretraining-dreams.png", "pretraining-labels.png",
                "sparse-patterns.png", "sparse-growth.png", "sparse-loss.png", "sparse-completions.png", "imagegpt-completions.png", "imagegpt-loss.png",
                "parzen-averages.png", "parzen-sigma.png", "parzen-count.png", "parzen-dimension.png"}) {
            assertThat(page).contains(picture);
            assertThat(folder.resolve(picture)).isNotEmptyFile();
        }
    }

    @Test
    void theHelpListsTheStops() {
        assertThat(Console.run("tour", "--help").out().replaceAll("\\s+", " ")).contains("there are: game, maxout, gan, extensions, inference, pretraining, sparse, imagegpt, parzen");
    }

    @Test
    void anUnknownStopIsAnsweredWithTheList() {
        Console console = Console.run("tour", "--only", "gans");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().isEqualTo("There is no stop gans on the tour; choose from game, maxout, gan, extensions, inference, pretraining, sparse, imagegpt, parzen.");
    }

    @Test
    void anUnwritableFolderIsOneSentence(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Console console = Console.run("tour", "--quick", "--out", file.resolve("tour").toString());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().startsWith("Cannot write " + file.resolve("tour"));
        assertThat(file).hasContent("not a folder");
    }
}
