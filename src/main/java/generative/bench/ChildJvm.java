package generative.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of another JVM like this one, for what is chosen once per process: the backend and the number of
/// threads.
final class ChildJvm {

    private ChildJvm() { }

    /// Runs a class of ours with its arguments, under the flags that the build gives to every run.
    static List<String> command(String backend, int threads, String mainClass, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java,
                "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
                "-Xmn64m", "-XX:PretenureSizeThreshold=512k", "-XX:MarkSweepAlwaysCompactCount=1",
                "-XX:CompileCommand=quiet", "-XX:CompileCommand=inline,generative.math.VectorMath::*",
                "-Dgenerative.backend=" + backend, "-Dgenerative.threads=" + threads,
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (threads - 1),     // the caller works too
                "-classpath", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
