package generative.training;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another Java process with the class path of the tests, their backend and their vectors, for what only a whole process can show.
public final class ChildJvm {

    private ChildJvm() { }

    /// Starts `main`, its error output going into the same pipe as its output.
    static Process start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), List.of("-XX:TieredStopAtLevel=1"), main, arguments);
    }

    /// The same with other options.
    ///
    /// @param shell   what the command is handed to, if anything
    /// @param options of the JVM, which come after those of the tests
    public static Process start(List<String> shell, List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path")));
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("generative."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("-XX:MaxVectorSize"))
                .forEach(command::add);
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
