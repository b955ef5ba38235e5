package generative.exercises.sparse;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Pass;

/// Layer norm at its simplest: each row is moved to mean 0 and stretched to length 1, and nothing is learned.
///
/// ```
/// u = x − m        m = mean of the row
/// y = u / ‖u‖      ‖u‖ = √Σⱼ u[j]²
/// ```
/// **Shapes.** `x`, `y` N×d. A row of equal numbers gives zeros, and sends zeros back.
///
/// **Yours to write.** `forward` with its way back, which you have to derive. It must work in float and in double.
///
/// **Goal.** You can send a gradient back through a division by something that depends on all numbers of a row: dx has lost its
/// mean and its part along y, since neither an offset nor a factor of x moves y.
///
/// **Akin to** [generative.nn.LayerNorm], which has a gain, a bias and an ε, and rows of length √d.
/// **Source.** Ba, Kiros and Hinton, *Layer Normalization* (2016); its place in the block: Child et al. (2019), section 5.2.
///
/// **Hint 1.** Go in two steps, from dy to du and from du to dx, and take rows one at a time.
///
/// **Hint 2.** ∂y[i]/∂u[j] is 1/‖u‖ where i = j, less y[i] y[j] / ‖u‖ everywhere. And moving to mean 0 does the same to a
/// gradient: dx = du − mean(du).
///
/// **Hint 3.** du = (dy − y (y·dy)) / ‖u‖, and since y has mean 0:  dx = (dy − mean(dy) − y (y·dy)) / ‖u‖.
public final class UnitRows implements Layer {

    @Override public Pass forward(Matrix x) {
        throw new UnsupportedOperationException("UnitRows.forward is yours to write.");
    }
}
