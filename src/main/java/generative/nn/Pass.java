package generative.nn;

import generative.math.Matrix;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What a layer's forward computation leaves behind: its output, and the two ways back.
///
/// ```
/// y = f(x, θ)        dθ += (∂y/∂θ)ᵀ dy      the gradient for the parameters, added to what is there
///                    dx  = (∂y/∂x)ᵀ dy      the gradient for the input, handed to the layer below
/// ```
/// What the ways back need is captured by the functions themselves, so a layer may run forward on several inputs before
/// any of them goes back, and nothing is hidden in the layer. The two ways are apart because one of them
/// is often not wanted: the generator learns *through* the discriminator, which must not learn from that; and
/// nobody asks for the gradient of the training images.
///
/// @param output       what the layer computed, y
/// @param toParameters takes dy and adds dθ to the parameters' gradients
/// @param toInput      takes dy and gives dx
/// @param both         takes dy, adds dθ and gives dx: for layers made of layers, where the two ways have much in common
public record Pass(Matrix output, Consumer<Matrix> toParameters, UnaryOperator<Matrix> toInput, UnaryOperator<Matrix> both) {

    /// Of a layer whose two ways have nothing in common.
    public Pass(Matrix output, Consumer<Matrix> toParameters, UnaryOperator<Matrix> toInput) {
        this(output, toParameters, toInput, dy -> {
            toParameters.accept(dy);
            return toInput.apply(dy);
        });
    }

    /// Of a layer without parameters.
    public Pass(Matrix output, UnaryOperator<Matrix> toInput) {
        this(output, dy -> { }, toInput, toInput);
    }

    /// A way back through the passes of a layer made of layers: it gives dx, having gone through each pass by `way`.
    public interface Through {
        Matrix back(Matrix dy, BiFunction<Pass, Matrix, Matrix> way);
    }

    /// Of a layer made of layers, which says once how gradients go back through its parts.
    public static Pass through(Matrix output, Through parts) {
        return new Pass(output, dy -> parts.back(dy, Pass::backward), dy -> parts.back(dy, Pass::inputGradient),
                dy -> parts.back(dy, Pass::backward));
    }

    /// The whole way back: adds dθ and gives dx.
    public Matrix backward(Matrix dy) {
        requireShape(dy);
        return both.apply(dy);
    }

    /// Adds dθ, and leaves dx uncomputed.
    public void learn(Matrix dy) {
        requireShape(dy);
        toParameters.accept(dy);
    }

    /// Gives dx, and leaves the parameters' gradients alone.
    public Matrix inputGradient(Matrix dy) {
        requireShape(dy);
        return toInput.apply(dy);
    }

    private void requireShape(Matrix dy) {
        if (dy.numRows() != output.numRows() || dy.numCols() != output.numCols())
            throw new IllegalArgumentException("the gradient is " + dy.shape() + ", but the output was " + output.shape());
    }

    @Override public String toString() {
        return "Pass to " + output;
    }
}
