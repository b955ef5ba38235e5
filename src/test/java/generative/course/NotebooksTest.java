package generative.course;

import static org.assertj.core.api.Assertions.assertThat;

import generative.course.Notebook.Cell;
import generative.course.Notebook.Output;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every notebook runs, and prints what is stored in it. `-Dnotebooks.update=true` stores what it prints and draws now.
///
/// Each has a process of its own, and another test may run at the same time.
@Tag("train")
@Execution(ExecutionMode.CONCURRENT)
final class NotebooksTest {

    private static final boolean UPDATE = Boolean.getBoolean("notebooks.update");

    static Stream<Path> notebooks() throws IOException {
        return Notebook.files();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNotebookPrintsWhatItHasStored(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        List<Cell> cells = notebook.codeCells();
        try (NotebookShell shell = new NotebookShell(Notebook.FOLDER)) {
            for (int i = 0; i < cells.size(); i++) {
                Cell cell = cells.get(i);
                Output now = shell.run(cell.source());
                if (UPDATE) cell.store(i + 1, now);
                Output stored = cell.stored();
                assertThat(now.text()).as("%s, what this cell prints:%n%s", file, cell.source()).isEqualTo(stored.text());
                assertThat(size(now.png())).as("%s, the picture of:%n%s", file, cell.source()).isEqualTo(size(stored.png()));
            }
        }
        if (UPDATE) notebook.write();
    }

    /// Pictures differ a little between machines, in their fonts at least, so only their sizes are compared.
    private static String size(String png) throws IOException {
        if (png == null) return "no picture";
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(png)));
        return image.getWidth() + "×" + image.getHeight();
    }

    @Test void thereIsOneForEachChapter() throws IOException {
        assertThat(notebooks().map(file -> file.getFileName().toString()))
                .containsExactly("1-adversarial-nets.ipynb", "2-pre-training.ipynb", "3-sparse-transformer.ipynb",
                        "4-image-gpt.ipynb");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookRunsInEitherKernelAndTeaches(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        List<Cell> cells = notebook.cells(), code = notebook.codeCells();
        assertThat(code.getFirst().source()).as("the class path").isEqualTo("%classpath ../target/notebook");
        assertThat(code).allSatisfy(cell -> assertThat(cell.source()).as("no Vector API").doesNotContain("jdk.incubator"));
        assertThat(code.stream().filter(cell -> cell.stored().png() != null).count()).as("pictures").isGreaterThanOrEqualTo(3);
        assertThat(cells.getFirst().source()).startsWith("# ").contains("CHAPTERS.md");
        assertThat(cells.getLast().source()).startsWith("## Questions").contains("?");
        assertThat(cells.size()).as("text between the code").isGreaterThanOrEqualTo(3 * code.size() / 2);
        assertThat(Files.size(file)).as("bytes").isLessThan(1_000_000);
        assertThat(Files.readString(Notebook.FOLDER.resolve("README.md"))).contains("(" + file.getFileName() + ")");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookIsWrittenAsJupyterWritesIt(Path file) throws IOException {
        assertThat(Json.write(Notebook.read(file).json())).isEqualTo(Files.readString(file));
    }
}
