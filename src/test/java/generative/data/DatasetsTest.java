package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatasetsTest {

    @TempDir Path root;

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = " ")
    void withoutTheVariableItIsTheFolderDatasets(String variable) {
        assertThat(Datasets.root(variable)).isEqualTo(Path.of("datasets"));
    }

    @Test
    void theVariableNamesAnother() {
        assertThat(Datasets.root("elsewhere/data")).isEqualTo(Path.of("elsewhere/data"));
    }

    @Test
    void aDataSetThatIsThere() throws IOException {
        Path folder = Files.createDirectory(root.resolve("mnist"));
        assertThat(Datasets.folder(root, "mnist")).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "cifar10", "cifar100", "stl10", "enwik8"})
    void aMissingDataSetIsToldHowToGet(String name) {
        assertThatThrownBy(() -> Datasets.folder(root, name)).isInstanceOf(UserException.class)
                .hasMessage("The data set " + name + " is not in "
                + root + "; get it with  mvn -q compile exec:exec -Drun=\"download " + name
                + "\", or let GENERATIVE_DATASETS name the folder that has it.");
    }

    @Test
    void whatCannotBeDownloadedIsNotPromised() {
        assertThatThrownBy(() -> Datasets.folder(root, "tfd")).isInstanceOf(UserException.class)
                .hasMessage("The data set tfd is not in "
                + root + "; there is no download of this name, so put it there by hand, "
                + "or let GENERATIVE_DATASETS name the folder that has it.");
    }

    @Test
    void aFileIsNoDataSet() throws IOException {
        Files.writeString(root.resolve("mnist"), "a file");
        assertThatThrownBy(() -> Datasets.folder(root, "mnist"))
                .hasMessageStartingWith("The data set mnist is not in " + root);
    }
}
