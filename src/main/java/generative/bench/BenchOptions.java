package generative.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a run is to be made.
///
/// @param only     a regular expression for the names of the workloads
/// @param backends ours that take part
/// @param required whether a backend that cannot run is an error; otherwise it is left out with a sentence
/// @param against  the peer's command; empty for none
/// @param threads  numbers of threads to try
/// @param rounds   slots for each program and workload
/// @param seconds  the length of a slot
/// @param warmUp   unmeasured seconds for a workload that is new to one of ours
/// @param patience how long an answer may take
/// @param out      the folder for tables and charts
public record BenchOptions(
        String only, List<String> backends, boolean required, List<String> against, List<Integer> threads,
        int rounds, double seconds, double warmUp, Duration patience, Path out) { }
