package generative.cli;

import generative.evaluation.FoldProtocol;
import generative.evaluation.ParzenProtocol;
import java.util.List;
import java.util.Locale;

/// The faces of the paper's Table 1: our rows beside the published ones, with a note on what may be compared.
///
/// Source of the right column: Goodfellow et al., *Generative Adversarial Nets* (2014), table 1.
final class FaceTable {

    /// What our rows are called; the published one of this name stands beside the second.
    static final String STAGE_1 = "adversarial nets, stage 1", BOTH = "adversarial nets, both stages",
            DATA = "training faces";

    private static final List<String[]> PUBLISHED = List.of(
            new String[] {BOTH, "2057 ± 26"}, new String[] {"DBN", "1909 ± 66"},
            new String[] {"stacked CAE", "2110 ± 50"}, new String[] {"deep GSN", "1890 ± 29"});

    private FaceTable() { }

    /// @param drawn whether our faces are the substitute
    static String text(List<FoldProtocol> rows, boolean drawn) {
        StringBuilder table = new StringBuilder("Log-likelihood of test faces by the Parzen window, mean of five folds"
                + " ± standard error over the folds, in nats\n");
        line(table, "samples of", drawn ? "ours, drawn faces" : "ours", "the paper, Toronto Face Database");
        for (FoldProtocol row : rows) line(table, row.name(), row.cell(), published(row.name()));
        for (String[] row : PUBLISHED)
            if (rows.stream().noneMatch(ours -> ours.name().equals(row[0]))) line(table, row[0], "", row[1]);
        return table.append(drawn
                ? "The paper's column is of the real Toronto Face Database, which nobody can download. Our faces are\n"
                    + "drawn by the computer, so our numbers cannot be compared with the paper's: only rows of\n"
                    + "one column can."
                : "Both columns are of the Toronto Face Database, if the folds in the folder are the published ones.")
                .toString();
    }

    private static String published(String name) {
        return PUBLISHED.stream().filter(row -> row[0].equals(name)).map(row -> row[1]).findFirst().orElse("");
    }

    private static void line(StringBuilder table, String name, String ours, String paper) {
        table.append(String.format(Locale.ROOT, "%-31s %-21s %s", name, ours, paper).stripTrailing()).append('\n');
    }

    /// The same with every fold, for a spreadsheet.
    static String csv(List<FoldProtocol> rows) {
        StringBuilder csv = new StringBuilder("samples of,fold,mean nats,standard error,sigma,test faces\n");
        for (FoldProtocol row : rows) {
            for (int k = 0; k < row.folds().size(); k++) {
                ParzenProtocol fold = row.folds().get(k);
                csv.append(String.format(Locale.ROOT, "\"%s\",%d,%.2f,%.2f,%.5f,%d%n", row.name(), k + 1,
                        fold.test().mean(), fold.test().standardError(), fold.test().sigma(), fold.test().n()));
            }
            csv.append(String.format(Locale.ROOT, "\"%s\",all,%.2f,%.2f,,%n", row.name(), row.mean(),
                    row.standardError()));
        }
        return csv.toString();
    }
}
