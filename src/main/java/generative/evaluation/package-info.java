/// Judges of samples: they take matrices of images, and know no model.
package generative.evaluation;
