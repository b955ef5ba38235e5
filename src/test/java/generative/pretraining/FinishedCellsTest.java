package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.pretraining.FinishedCells.Cell;
import generative.pretraining.FinishedCells.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FinishedCellsTest {

    private static final Cell ONE = new Cell(400, 3, 1000, true, 2), OTHER = new Cell(400, 3, 1000, false, 2);

    @TempDir
    private Path folder;

    private static Result result(Cell cell) {
        return new Result(cell, .0625, .05, .0123, new double[] {.5, .25, .0625});
    }

    @Test void whatIsFinishedIsThereTheNextTime() throws IOException {
        Path file = folder.resolve("new/results.csv");
        FinishedCells cells = FinishedCells.open(file, "rate=.1; digits");
        assertThat(cells.find(ONE)).isEmpty();
        cells.add(result(ONE));
        assertThat(Files.readAllLines(file)).containsExactly("# rate=.1; digits",
                "units,depth,labels,start,seed,validation error,test error,training loss,course",
                "400,3,1000,pretrained,2,0.06250,0.05000,0.012300,0.50000 0.25000 0.06250");
        FinishedCells again = FinishedCells.open(file, "rate=.1; digits");
        again.add(result(OTHER));
        Result found = FinishedCells.open(file, "rate=.1; digits").find(ONE).orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(result(ONE));
        assertThat(again.all()).extracting(Result::cell).containsExactly(ONE, OTHER);
        assertThat(again.find(new Cell(400, 2, 1000, true, 2))).isEmpty();
    }

    @Test void resultsOfOtherSettingsAreNotMixedIn() {
        Path file = folder.resolve("results.csv");
        FinishedCells.open(file, "rate=.1").add(result(ONE));
        assertThatThrownBy(() -> FinishedCells.open(file, "rate=.2")).isInstanceOf(UserException.class)
                .hasMessage("The results in " + file
                + " were made with \"rate=.1\" where this run has \"rate=.2\"; choose the same options as then, or another output folder.");
    }

    @Test void aFileThatIsNoneOfOursIsLeftAlone() throws IOException {
        Path file = folder.resolve("results.csv");
        Files.writeString(file, "a,b\n1,2\n");
        assertThatThrownBy(() -> FinishedCells.open(file, "rate=.1")).isInstanceOf(UserException.class).hasMessage(
                "Cannot understand the results " + file + " (its first lines are others); move the file away and run again.");
        FinishedCells.open(folder.resolve("mine.csv"), "rate=.1").add(result(ONE));
        for (String wrong : new String[] {"400,3,1000,pretrained,2,0.1,0.2", "400,3,1000,lucky,2,.1,.1,.1,.1",
                "400,3,x,random,2,.1,.1,.1,.1"}) {
            Files.writeString(file, Files.readString(folder.resolve("mine.csv")) + wrong + "\n");
            assertThatThrownBy(() -> FinishedCells.open(file, "rate=.1")).isInstanceOf(UserException.class)
                    .hasMessageStartingWith("Cannot understand the results " + file);
        }
    }

    @Test void withoutAFileResultsStayInMemory() {
        FinishedCells cells = FinishedCells.open(null, "rate=.1");
        cells.add(result(ONE));
        assertThat(cells.find(ONE)).isPresent();
        assertThat(folder).isEmptyDirectory();
    }

    @Test void aCellNeedsSomethingOfEverything() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cell(1, 0, 1, true, 1))
                .withMessage("a net needs 1 unit, 1 layer and 1 label or more: 1, 0, 1");
        assertThat(ONE.start()).isEqualTo("pretrained");
        assertThat(OTHER.start()).isEqualTo("random");
    }
}
