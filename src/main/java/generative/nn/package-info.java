/// Layers and losses, each with its backward pass written out beside the forward pass.
///
/// [generative.nn.Layer] is the one interface; a layer's `forward` answers with a [generative.nn.Pass], which holds the
/// output and the way back. Layers are used by one thread at a time.
package generative.nn;
