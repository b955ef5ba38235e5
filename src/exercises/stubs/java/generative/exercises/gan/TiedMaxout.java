package generative.exercises.gan;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.List;

/// A maxout layer that saves weights: all pieces of a unit look along one direction and differ only in slope and offset.
///
/// ```
/// a[n,j]       = Σᵢ x[n,i] W[i,j]                          what unit j sees
/// z[n, j·k+p]  = s[p] a[n,j] + b[j·k+p]      p = 0 … k−1   its pieces; the slopes s are the same for all units
/// h[n,j]       = max over p of z[n, j·k+p]
/// ```
/// **Shapes.** `x` N×d, `W` d×m, `s` 1×k, `b` 1×(m·k), `h` N×m. A tie goes to the first piece.
///
/// **Yours to write.** `forward`, with the ways back to `W`, `s`, `b` and `x`, which you have to derive. It must work in float
/// and in double: make matrices with `x.like(rows, cols)`.
///
/// **Goal.** You can say where a gradient goes when one number is used in several places: it collects what comes back from each
/// of them.
///
/// **Akin to** [generative.nn.Maxout], where each piece has weights of its own.
/// **Source.** Goodfellow et al., *Maxout Networks* (2013), section 3.
///
/// **Hint 1.** Only the piece that won moves h. What do you have to remember of the forward pass?
///
/// **Hint 2.** Write h[n,j] = s[p] a[n,j] + b[j·k+p] with p = winner[n,j], and take its derivative by a, by s[p] and by b[j·k+p].
///
/// **Hint 3.** da[n,j] = s[p] dh[n,j], ds[p] += dh[n,j] a[n,j], db[j·k+p] += dh[n,j], each with p = winner[n,j]; from da it
/// goes on as in a linear layer: dW += xᵀ da, dx = da Wᵀ.
public final class TiedMaxout implements Layer {

    private final Parameter W, s, b;

    public TiedMaxout(Matrix W, Matrix s, Matrix b) {
        if (b.numCols() != W.numCols() * s.numCols())
            throw new IllegalArgumentException("weights " + W.shape() + ", slopes " + s.shape() + " and bias " + b.shape()
                    + " do not fit");
        this.W = new Parameter("W", W);
        this.s = new Parameter("s", s);
        this.b = new Parameter("b", b);
    }

    @Override public Pass forward(Matrix x) {
        throw new UnsupportedOperationException("TiedMaxout.forward is yours to write.");
    }

    @Override public List<Parameter> parameters() {
        return List.of(W, s, b);
    }
}
