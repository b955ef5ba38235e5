package generative.bench;

import generative.UserException;
import generative.math.Backend;
import generative.math.MachinePeak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Measures what it is asked to, line by line, until there are no more lines.
///
/// ```
/// →  READY
/// ←  gemm_64x64x64_nn 2 0.5                          name, threads, seconds
/// →  {"name":"gemm_64x64x64_nn","threads":2,"min":8.1E-6,"median":8.4E-6,"n":61952,"cpu":2.0,"rss_mb":118.2,…}
/// ←  gem 2 0.5
/// →  {"name":"gem","error":"There is no workload gem; …"}
/// ```
/// Any program that speaks so can be the peer of a [Contest]. Ours measures with the backend and the number of threads
/// that its process was started with, so a question for another number of threads is refused.
public final class BenchServer {

    private final int threads = MachinePeak.threads();
    private final Stopwatch stopwatch;

    /// @param warmUpSeconds unmeasured time for a workload that is new
    public BenchServer(double warmUpSeconds) {
        stopwatch = new Stopwatch(threads, warmUpSeconds);
    }

    /// The whole process of one of ours in a [Contest]; its argument is the length of the warm-up.
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        try {
            new BenchServer(Double.parseDouble(arguments[0]))
                    .serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out);
        } catch (UserException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// Answers until the questions end.
    ///
    /// @throws UserException if the chosen backend cannot run here
    public void serve(BufferedReader questions, PrintStream answers) throws IOException {
        Backend.current().trouble().ifPresent(why -> {                     // complains now rather than later
            throw new UserException("The chosen backend cannot run here (" + why + "); choose another to be measured.");
        });
        answers.println("READY");
        answers.flush();
        for (String question; (question = questions.readLine()) != null; ) {
            if (question.isBlank()) continue;
            answers.println(answer(question).line());
            answers.flush();
        }
    }

    private Reply answer(String question) {
        String[] words = question.strip().split("\\s+");
        try {
            if (words.length != 3) return new Reply.Refusal(words[0],
                    "a question is a name, a number of threads and seconds, not '" + question + "'");
            if (Integer.parseInt(words[1]) != threads)
                return new Reply.Refusal(words[0], "this process has " + threads + " threads, not " + words[1]);
            return stopwatch.measure(Workloads.find(words[0]), Double.parseDouble(words[2]));
        } catch (NumberFormatException e) {
            return new Reply.Refusal(words[0], "threads and seconds must be numbers: '" + question + "'");
        } catch (UserException e) {
            return new Reply.Refusal(words[0], e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Reply.Refusal(words[0], e.toString());
        }
    }
}
