package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.evaluation.FoldProtocol;
import generative.math.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceTableTest {

    /// One sample at 0 and five folds whose validation and test faces lie at .3.
    private static FoldProtocol row(String name) {
        Matrix x = Matrix.row(.3);
        return FoldProtocol.follow(name, Matrix.row(0), List.of(x, x, x, x, x), List.of(x, x, x, x, x));
    }

    private static final List<FoldProtocol> ROWS =
            List.of(row(FaceTable.STAGE_1), row(FaceTable.BOTH), row(FaceTable.DATA));

    @Test
    void ourRowsStandBesideThePublishedOnes() {
        assertThat(FaceTable.text(ROWS, true).lines().toList().subList(1, 8)).containsExactly(
                "samples of                      ours, drawn faces     the paper, Toronto Face Database",
                "adversarial nets, stage 1       -0.2 ± 0.0",
                "adversarial nets, both stages   -0.2 ± 0.0            2057 ± 26",
                "training faces                  -0.2 ± 0.0",
                "DBN                                                   1909 ± 66",
                "stacked CAE                                           2110 ± 50",
                "deep GSN                                              1890 ± 29");
    }

    @Test
    void drawnFacesComeWithTheNoteThatTheColumnsCannotBeCompared() {
        assertThat(FaceTable.text(ROWS, true))
                .endsWith("so our numbers cannot be compared with the paper's: only rows of\none column can.")
                .contains("The paper's column is of the real Toronto Face Database, which nobody can download.");
        assertThat(FaceTable.text(ROWS, false)).doesNotContain("drawn", "cannot be compared")
                .endsWith("Both columns are of the Toronto Face Database, if the folds in the folder are the published ones.");
    }

    @Test
    void withoutTheSecondStageThePublishedNumberStillHasItsRow() {
        assertThat(FaceTable.text(ROWS.subList(0, 1), true).lines())
                .contains("adversarial nets, both stages                         2057 ± 26",
                        "adversarial nets, stage 1       -0.2 ± 0.0");
    }

    @Test
    void theCsvHasEveryFold() {
        assertThat(FaceTable.csv(ROWS).lines()).hasSize(19)
                .startsWith("samples of,fold,mean nats,standard error,sigma,test faces",
                "\"adversarial nets, stage 1\",1,-0.22,0.00,0.27826,1").contains("\"training faces\",all,-0.22,0.00,,");
    }
}
