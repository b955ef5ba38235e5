/// Matrices, the backends that make them fast, and random numbers.
///
/// [generative.math.Matrix] is what every other package works with; [generative.math.Backend] is the interface of the
/// operations in which the time goes, `ReferenceBackend` their readable text, `VectorBackend` the fast
/// one and `OpenClBackend` the one for other devices.
package generative.math;
