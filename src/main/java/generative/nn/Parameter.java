package generative.nn;

import generative.math.Matrix;

/// A matrix that is learned, and the gradient that is collected for it.
///
/// Backward passes add to the gradient; an optimiser uses it up and leaves it zero.
public final class Parameter {

    private final String name;
    private Matrix value;
    private Matrix gradient;

    public Parameter(String name, Matrix value) {
        this.name = name;
        this.value = value;
    }

    public String name() {
        return name;
    }

    public Matrix value() {
        return value;
    }

    /// The sum of what the backward passes added since the last step; zeros at first.
    public Matrix gradient() {
        if (gradient == null) gradient = value.createLike();
        return gradient;
    }

    /// Puts other numbers of the same shape in place of the value, for instance from a checkpoint.
    public void set(Matrix newValue) {
        if (newValue.numRows() != value.numRows() || newValue.numCols() != value.numCols())
            throw new IllegalArgumentException(name + " is " + value.shape() + " and cannot take " + newValue.shape());
        value.setTo(value.isFloat() ? newValue.inFloat() : newValue.inDouble());
    }

    /// Makes value and gradient double, so that a gradient check can be exact. There is no way back.
    public void toDouble() {
        value = value.inDouble();
        gradient = null;
    }

    @Override public String toString() {
        return name + ": " + value;
    }
}
