/// The chapter on the Sparse Transformer: attention that looks at a few keys, chosen by a pattern, and is really sparse.
///
/// Begin with [generative.sparse.AttentionPattern], go on to [generative.sparse.Attention] and
/// [generative.sparse.ResidualBlock], and end with [generative.sparse.SparseTransformer].
///
/// Source: Child, Gray, Radford and Sutskever, *Generating Long Sequences with Sparse Transformers* (2019).
package generative.sparse;
