/// Benchmarks: what the library's own classes take, beside another program that does the same.
///
/// [generative.bench.Workloads] is the list of what is measured; [generative.bench.BenchServer] measures in a process
/// of its own and answers line by line; [generative.bench.Contest] alternates such processes, ours and a peer's, so
/// that a noisy machine hits both alike.
package generative.bench;
