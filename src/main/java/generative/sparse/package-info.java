/// The chapter on the Sparse Transformer: attention that looks at a few keys, chosen by a pattern, and is really sparse.
///
/// Begin with [generative.sparse.AttentionPattern], go on to [generative.sparse.Attention] and
/// [generative.sparse.ResidualBlock], and end with [generative.sparse.SparseTransformer].
///
/// Why it may be sparse is in [generative.sparse.Reachability], what that saves in [generative.sparse.CostModel], and where a
/// trained model looks in [generative.sparse.AttentionMeasures].
///
/// Source: Child, Gray, Radford and Sutskever, *Generating Long Sequences with Sparse Transformers* (2019).
package generative.sparse;
