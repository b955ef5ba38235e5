package generative.exercises.imagegpt;

import generative.math.Matrix;
import java.util.random.RandomGenerator;

/// How BERT hides words: of the chosen tokens most become a mask, some another token, and some stay, so that a model can trust
/// none of them.
///
/// ```
/// a chosen token becomes    the mask, which is token V       with probability `masked`
///                           any of 0 … V−1, each as likely   with probability `other`
///                           stays                            otherwise
/// ```
/// **Shapes.** tokens `x` B×N of whole numbers 0 … V−1, `chosen` B×N of zeros and ones; the result B×N. The paper has .8 and .1.
///
/// **Yours to write.** `hide`, each token on its own. `x` must stay as it is, and the same seed must give the same result.
///
/// **Goal.** You can corrupt an input with several kinds of noise at once, and say what for: there are no masks when the model
/// is used later, so it must not learn that only masks need thinking about. (Image GPT does without this, and hides the
/// embeddings instead.)
///
/// **Akin to** [generative.imagegpt.BertLoss#mask], which chooses the tokens, and [generative.pretraining.Corruption].
/// **Source.** Devlin et al., *BERT* (2019), section 3.1; Chen et al., *Generative Pretraining from Pixels* (2020), section 2.1.
///
/// **Hint 1.** Work on a copy, token by token, and do nothing where `chosen` is 0.
///
/// **Hint 2.** One number u from `random.nextDouble()`, uniform on [0, 1), decides among three cases.
///
/// **Hint 3.** u < masked: V; else u < masked + other: `random.nextInt(V)`; else what it was.
///
/// @param V      the number of tokens; the mask is one more
/// @param masked the probability that a chosen token becomes the mask
/// @param other  the probability that it becomes any token
public record TokenDisguise(int V, double masked, double other) {

    /// The tokens as the model gets to see them.
    public Matrix hide(Matrix x, Matrix chosen, RandomGenerator random) {
        throw new UnsupportedOperationException("TokenDisguise.hide is yours to write.");
    }
}
