package generative.exercises.imagegpt;

import generative.math.Matrix;
import java.util.List;

/// What the layers of a transformer know: one layer is judged after the other, and several neighbours are taken together.
///
/// ```
/// layer l of one image     N rows, one for each position
/// feature of layer l       f_l = their mean, d numbers
/// together                 [f_{c−r}, …, f_c, …, f_{c+r}]        2r + 1 layers around layer c
/// best layer               the one whose features a linear classifier gets most validation images right with
/// ```
/// **Shapes.** each of the L layers (B·N)×d, image after image; features of one B×d, of 2r + 1 together B×((2r+1)·d). Where the
/// neighbours would reach beyond the first or last layer, the window is moved until it fits; there are always 2r + 1 of them.
///
/// **Yours to write.** `features`, `together` and `best`. Among equally good layers the lowest is best.
///
/// **Goal.** You can probe a middle layer: the features of a model that predicts pixels are best halfway up, since the last
/// layers are busy turning them into pixels again.
///
/// **Akin to** [generative.imagegpt.MeanOverPositions] and [generative.evaluation.LogisticRegression], which is the classifier to use.
/// **Source.** Chen et al., *Generative Pretraining from Pixels* (2020), sections 2.4 and 4.2: the largest model was probed on
/// five layers together.
///
/// **Hint 1.** Everything is a mean, a concatenation or a fit that the project can do: `columnMeans`, `concatColumns`,
/// `LogisticRegression.fit`.
///
/// **Hint 2.** Rows b·N to (b+1)·N − 1 belong to image b; `layer.rows(from, to)` has `to` exclusive. The window begins at c −
/// r, but not below 0 and not above L − (2r + 1).
///
/// **Hint 3.** For `best`: fit each layer's features of the training images, ask `errorRate` with those of the validation
/// images, and keep a layer only if it is strictly better than the best so far.
public final class LayerProbe {

    private LayerProbe() { }

    /// One row for each image, B×d: the mean over its N positions.
    public static Matrix features(Matrix layer, int N) {
        throw new UnsupportedOperationException("LayerProbe.features is yours to write.");
    }

    /// The features of the 2r + 1 layers around layer c, side by side from the lowest to the highest.
    public static Matrix together(List<Matrix> layers, int c, int r, int N) {
        throw new UnsupportedOperationException("LayerProbe.together is yours to write.");
    }

    /// The number of the best layer, counted from 0; the classifier's penalty is λ.
    public static int best(List<Matrix> train, int[] labels, List<Matrix> validation, int[] validationLabels, int N,
            int classes, double lambda) {
        throw new UnsupportedOperationException("LayerProbe.best is yours to write.");
    }
}
