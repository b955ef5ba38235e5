/// The chapter on Image GPT: a transformer that reads an image pixel by pixel learns features without labels, and completes what
/// is missing.
///
/// Begin with [generative.imagegpt.ColourPalette], which makes one token of each pixel.
///
/// Source: Chen, Radford, Child, Wu, Jun, Luan and Sutskever, *Generative Pretraining from Pixels* (2020).
package generative.imagegpt;
