package generative.exercises.sparse;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Pass;

/// A solution of the exercise; the task is in the stub.
public final class UnitRows implements Layer {

    @Override public Pass forward(Matrix x) {
        int N = x.numRows(), d = x.numCols();
        Matrix y = x.createLike();
        double[] length = new double[N];
        for (int n = 0; n < N; n++) {
            double mean = 0, squares = 0;
            for (int j = 0; j < d; j++) mean += x.get(n, j) / d;
            for (int j = 0; j < d; j++) squares += (x.get(n, j) - mean) * (x.get(n, j) - mean);
            length[n] = Math.sqrt(squares);
            if (length[n] > 0) for (int j = 0; j < d; j++) y.set(n, j, (x.get(n, j) - mean) / length[n]);     // y = u / ‖u‖
        }
        return new Pass(y, dy -> {
            Matrix dx = dy.createLike();
            for (int n = 0; n < N; n++) {
                double mean = 0, along = 0;
                for (int j = 0; j < d; j++) mean += dy.get(n, j) / d;
                for (int j = 0; j < d; j++) along += y.get(n, j) * dy.get(n, j);
                if (length[n] > 0)                                                  // dx = (dy − mean(dy) − y (y·dy)) / ‖u‖
                    for (int j = 0; j < d; j++) dx.set(n, j, (dy.get(n, j) - mean - y.get(n, j) * along) / length[n]);
            }
            return dx;
        });
    }
}
