package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/// What a command printed and with which code it ended.
record Console(int code, String out, String err) {

    /// Runs a command in this process, with both streams caught.
    static Console run(String... arguments) {
        return run(CommandLine.defaultFactory(), arguments);
    }

    /// The same with commands of the factory.
    static Console run(CommandLine.IFactory factory, String... arguments) {
        PrintStream out = System.out, err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream(), errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int code = Main.execute(factory, arguments);
            return new Console(code, outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /// The one sentence in which a command of the user's mistake ends.
    static String complaint(String... words) {
        Console console = run(words);
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).hasSize(1);
        return console.err().strip();
    }
}
