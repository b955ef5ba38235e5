package generative.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the home of the JDK that runs it into a file, so that `notebooks/jshell` starts the same one.
///
/// The build runs it with the JDK that Maven's toolchain goal found; a shell script could not know which that is.
public final class JavaHome {

    private JavaHome() { }

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), System.getProperty("java.home"));
    }
}
