package generative.optim;

import generative.math.Matrix;
import java.util.Map;

/// Moves parameters along the gradients that the backward passes collected.
public interface Optimiser {

    /// One step; uses the gradients up (they are zero afterwards).
    ///
    /// @param step the number of steps made before, from 0, which the schedules look at
    void step(long step);

    /// The matrices that the optimiser remembers from step to step, by name, for a checkpoint; changing them changes it.
    Map<String, Matrix> memory();
}
