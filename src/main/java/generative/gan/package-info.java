/// Adversarial nets: a generator and a discriminator that learn from each other.
///
/// Read [generative.gan.MinimaxValue] for the theory, [generative.gan.GeneratorLoss] for the two losses,
/// [generative.gan.AdversarialTraining] for the algorithm. [generative.gan.PiecewiseLinear] shows what the maxout units of the
/// discriminator can be, [generative.gan.MaxoutClassifierTraining] what they were invented for: telling digits apart.
///
/// Source of the chapter: Goodfellow et al., *Generative Adversarial Nets* (2014), and its released configuration.
package generative.gan;
