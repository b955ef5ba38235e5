package generative.exercises.sparse;

import generative.math.Matrix;
import generative.nn.Layer;
import generative.nn.Pass;

/// A softmax that may say nothing: its probabilities add up to less than 1, so that a query whose keys are all worthless can
/// leave them alone.
///
/// ```
/// p[n,j] = exp a[n,j] / (1 + Σ exp a[n,·])
/// ```
/// **Shapes.** scores `a`, `p` N×K. Scores of ±1000 must be no trouble.
///
/// **Yours to write.** `forward` with its way back. It must work in float and in double.
///
/// **Goal.** You can make a sum of exponentials stable when one of its terms is not written down, and send a gradient back
/// through a row of probabilities. Think of fixed attention: the first positions have no summary before them, and here we had
/// to give them themselves as a key.
///
/// **Akin to** [generative.math.Matrix#softmax] and the attention of [generative.sparse.TextbookAttention].
/// **Source.** the softmax of Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 4.1; a sum
/// with 1 in it: Miller, *Attention Is Off By One* (2023).
///
/// **Hint 1.** The 1 is exp 0: there is one more score, which is always 0 and whose probability nobody asks for.
///
/// **Hint 2.** Take the largest score out of all exponents, and 0 is one of the scores: with M = max(0, max a),
/// p = exp(a − M) / (exp(−M) + Σ exp(a − M)). For the way back, ∂p[i]/∂a[j] = p[i] ((i = j ? 1 : 0) − p[j]).
///
/// **Hint 3.** da[n,j] = p[n,j] (dp[n,j] − Σᵢ p[n,i] dp[n,i]): as for the plain softmax, since the silent score is constant and
/// has no dp.
public final class QuietSoftmax implements Layer {

    @Override public Pass forward(Matrix a) {
        throw new UnsupportedOperationException("QuietSoftmax.forward is yours to write.");
    }
}
