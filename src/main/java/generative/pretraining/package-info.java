/// Unsupervised greedy layer-wise pre-training: modules that learn without labels, stacks of them, and what they are good for.
///
/// A [generative.pretraining.Coder] is the model of one layer: up to the hidden units, and down again. A
/// [generative.pretraining.GreedyModule] is a way to teach it: contrastive divergence, denoising, contraction.
/// [generative.pretraining.ModuleTraining] makes the steps, [generative.pretraining.GreedyLayerwise] stacks layer on layer, and
/// [generative.pretraining.FineTuning] trains the whole net with labels.
package generative.pretraining;
