package generative.exercises.gan;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.List;

/// A solution of the exercise; the task is in the stub.
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
        int m = W.value().numCols(), k = s.value().numCols();
        Matrix a = x.mult(W.value()), z = x.like(x.numRows(), m * k);      // a = x W
        for (int n = 0; n < x.numRows(); n++)
            for (int j = 0; j < m; j++)
                for (int p = 0; p < k; p++)
                    z.set(n, j * k + p, s.value().get(p) * a.get(n, j) + b.value().get(j * k + p));
        int[] winner = new int[x.numRows() * m];
        Matrix h = z.groupMax(k, winner);                                  // h[n,j] = max over p of z[n, j·k+p]

        return new Pass(h, dh -> {
            for (int o = 0; o < winner.length; o++) {                      // o = n·m + j
                int p = winner[o];
                add(s.gradient(), p, dh.get(o) * a.get(o));                // ds[p] += dh a
                add(b.gradient(), o % m * k + p, dh.get(o));               // db[j·k+p] += dh
            }
            W.gradient().addMultTransA(x, toDirections(dh, winner));       // dW += xᵀ da
        }, dh -> toDirections(dh, winner).multTransB(W.value()));          // dx  = da Wᵀ
    }

    private Matrix toDirections(Matrix dh, int[] winner) {
        Matrix da = dh.createLike();
        for (int o = 0; o < winner.length; o++) da.set(o, s.value().get(winner[o]) * dh.get(o));     // da = s[p] dh
        return da;
    }

    private static void add(Matrix to, int i, double more) {
        to.set(i, to.get(i) + more);
    }

    @Override public List<Parameter> parameters() {
        return List.of(W, s, b);
    }
}
