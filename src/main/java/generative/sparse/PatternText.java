package generative.sparse;

import java.util.Arrays;
import java.util.List;

/// Patterns drawn with letters, for a terminal and for JShell.
///
/// ```
/// ■ is looked at     · came before and is not looked at     (blank) comes later     ● the query, in an image
/// ```
final class PatternText {

    private PatternText() { }

    /// A row for each query, a column for each key.
    static String matrix(AttentionPattern pattern, int N) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < N; i++) {
            int[] keys = pattern.keys(i, N);
            StringBuilder row = new StringBuilder();
            for (int j = 0; j < N; j++) row.append(sees(keys, j) ? "■ " : j <= i ? "· " : "  ");
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /// What one query looks at in an image that is read row by row, pictures side by side.
    static String image(List<AttentionPattern> patterns, int rows, int columns, int query) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (AttentionPattern pattern : patterns) {
                int[] keys = pattern.keys(query, rows * columns);
                for (int j = row * columns; j < (row + 1) * columns; j++)
                    line.append(j == query ? "● " : sees(keys, j) ? "■ " : j < query ? "· " : "  ");
                line.append("    ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /// The name of a known pattern; one that is written as `(i, N) -> …` has none.
    static String name(AttentionPattern pattern) {
        return pattern.getClass().isHidden() ? "your own" : pattern.toString();
    }

    private static boolean sees(int[] keys, int j) {
        return Arrays.binarySearch(keys, j) >= 0;
    }

    static void demo() {
        int N = 12;
        AttentionPattern mine = (i, length) -> i == 0 ? new int[] {0} : new int[] {0, i};
        System.out.println("A row is a query, a column a key: ■ is looked at, · is not, a blank comes later.");
        for (AttentionPattern pattern : List.of(AttentionPattern.local(4), AttentionPattern.everyLth(4),
                AttentionPattern.block(4), AttentionPattern.summary(4, 1), mine)) {
            System.out.printf("%n%s: %d connections%n%s", pattern == mine ? "your own, the first position and itself" : pattern,
                    pattern.connections(N).count(), pattern.drawn(N));
        }
        System.out.printf("%nAll that came before would be %d connections; two of these patterns together reach it all in two "
                + "layers.%n",
                AttentionPattern.dense().connections(N).count());
    }
}
