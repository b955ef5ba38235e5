package generative.exercises.imagegpt;

import generative.math.Matrix;

/// The probabilities that a cautious sampler draws from: only the k likeliest tokens are left, and a temperature makes it
/// bolder or more timid.
///
/// ```
/// S[b]   = the k columns with the largest logits a[b,·]; of equal ones those on the left
/// p[b,t] = exp(a[b,t] / T) / Σ over S[b] of exp(a[b,·] / T)   for t in S[b], else 0
/// ```
/// **Shapes.** logits `a` B×V, `p` B×V, 1 ≤ k ≤ V, T > 0. Logits of ±1000 must be no trouble.
///
/// **Yours to write.** `probabilities`. It must work in double.
///
/// **Goal.** You can say what is drawn from a model and what is not: with k = V and T = 1 the draws have the model's own
/// distribution, as the published samples do; every other choice makes samples look better and lies about the distribution.
///
/// **Akin to** [generative.sparse.Sampler], which has a temperature and all tokens.
/// **Source.** Chen et al., *Generative Pretraining from Pixels* (2020): samples at temperature 1, all tokens; the k likeliest:
/// Fan, Lewis and Dauphin, *Hierarchical Neural Story Generation* (2018), section 5.
///
/// **Hint 1.** First decide which columns stay, then take the softmax over those alone.
///
/// **Hint 2.** A column stays if fewer than k others go before it: those with a larger logit, and equal ones to its left.
///
/// **Hint 3.** Take the largest logit M of the row out first, p ∝ exp((a − M) / T): then the largest term is exp 0 = 1, however
/// small T is.
public final class TopK {

    private TopK() { }

    public static Matrix probabilities(Matrix logits, int k, double T) {
        throw new UnsupportedOperationException("TopK.probabilities is yours to write.");
    }
}
