package generative.math;

import java.util.function.IntConsumer;

/// How the operations of the vector backend are shared between the threads of a [Team]: in ranges of numbers, of columns or of
/// rows.
///
/// Small work is done by the caller alone. Each way is for operations whose results do not depend on where a range ends.
final class Shares {

    private static final int PARTS = 2;                                   // a thread: whoever is early takes another
    private static final int WHOLE = 32;                          // a share is so many whole vectors and blocks of random numbers
    private static final int WORTH_SHARING = 1 << 15;                     // elements

    private final Team team;

    Shares(Team team) {
        this.team = team;
    }

    interface Range {
        void run(int from, int to);
    }

    /// 0 … length−1 in pieces of equal size.
    void ranges(int length, Range body) {
        if (length < WORTH_SHARING) {
            body.run(0, length);
            return;
        }
        int share = (length / (PARTS * team.size()) / WHOLE + 1) * WHOLE;
        team.run((length + share - 1) / share, p -> body.run(p * share, Math.min(length, (p + 1) * share)));
    }

    /// The columns of a matrix of `elements` elements in one piece for each thread.
    void columns(int elements, int cols, Range body) {
        int lanes = VectorMath.SPECIES.length(), pieces = elements < WORTH_SHARING ? 1 : team.size();
        int share = (cols / pieces / lanes + 1) * lanes;
        team.run((cols + share - 1) / share, p -> body.run(p * share, Math.min(cols, (p + 1) * share)));
    }

    /// Rows of `d` elements each, one call a row.
    void rows(int rows, int d, IntConsumer row) {
        if ((long) rows * d < WORTH_SHARING) {
            for (int n = 0; n < rows; n++) row.accept(n);
            return;
        }
        int share = (rows + PARTS * team.size() - 1) / (PARTS * team.size());
        team.run((rows + share - 1) / share, p -> {
            for (int n = p * share, end = Math.min(rows, n + share); n < end; n++) row.accept(n);
        });
    }
}
