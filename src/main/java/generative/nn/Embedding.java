package generative.nn;

import generative.math.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/// A table that has a learned row of numbers for every token: what a net sees in place of "letter 97".
///
/// ```
/// forward    y[i] = E[t[i]]                        i = 0 … B·N−1, sequence after sequence
/// backward   dE[t[i]] += dy[i], for one i after the other: a token that appears twice gets both
/// ```
/// Shapes: tokens `t` B×N (B sequences of N whole numbers from 0 to V−1), `E` V×d, `y` (B·N)×d. Tokens are names, not quantities,
/// so there is no gradient for them.
public final class Embedding implements Layer {

    private final Parameter E;

    /// For V tokens, with rows of d numbers from the initialiser.
    public Embedding(int V, int d, Initialiser rows, RandomGenerator random) {
        this(rows.create(V, d, random));
    }

    /// With this table, V×d.
    public Embedding(Matrix E) {
        this.E = new Parameter("E", E);
    }

    public Parameter table() {
        return E;
    }

    @Override public Pass forward(Matrix t) {
        int[] tokens = tokens(t);
        Matrix y = E.value().selectRows(tokens);                           // y[i] = E[t[i]]
        return new Pass(y, dy -> E.gradient().addRows(tokens, dy),         // dE[t[i]] += dy[i]
                dy -> {
                    throw new UnsupportedOperationException(
                            "Tokens are names and have no gradient; call learn in place of backward.");
                });
    }

    private int[] tokens(Matrix t) {
        int V = E.value().numRows();
        int[] tokens = new int[t.getNumElements()];
        for (int i = 0; i < tokens.length; i++) {
            double token = t.get(i);
            tokens[i] = (int) token;
            if (tokens[i] != token || token < 0 || token >= V)
                throw new IllegalArgumentException("the token at place " + i % t.numCols() + " of sequence " + i / t.numCols()
                        + " is " + token + ", but the " + V + " tokens are the whole numbers from 0 to " + (V - 1));
        }
        return tokens;
    }

    @Override public List<Parameter> parameters() {
        return List.of(E);
    }

    @Override public String toString() {
        return "Embedding " + E.value().numRows() + " → " + E.value().numCols();
    }

    /// The letters of a word are looked up, and the one that appears twice learns twice.
    public static void demo() {
        Embedding letters = new Embedding(Matrix.of(new double[][] {{1, 0}, {0, 1}, {5, 5}}));
        Pass pass = letters.forward(Matrix.row(1, 0, 1));
        System.out.println("tokens 1, 0, 1 become " + pass.output());
        pass.learn(Matrix.of(new double[][] {{1, 1}, {2, 2}, {10, 10}}));
        System.out.println("gradient of the table " + letters.table().gradient());
        System.out.println("Token 1 appeared twice and collected 1 + 10; token 2 did not and has 0.");
    }
}
