package generative.cli;

import generative.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Where every command begins: `mvn -q compile exec:exec -Drun="COMMAND OPTIONS"`.
///
/// A mistake of the user ends in one sentence and an exit code above 0; a stack trace is shown for nothing but a fault of ours.
@Command(name = "generative", description = "Generative models in Java: the tour, the demos and the long runs.",
        mixinStandardHelpOptions = true, version = "Generative Models in Java 0.1.0",
        subcommands = {TourCommand.class, DemoCommand.class, GanCommand.class, MaxoutCommand.class, RbmCommand.class, DbnCommand.class,
                DbmCommand.class, GsnCommand.class, PretrainCommand.class, SparseCommand.class, ImageGptCommand.class, Table1Command.class,
                ParzenCommand.class, DownloadCommand.class,
                DevicesCommand.class, BenchCommand.class})
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);                                    // 0.5 on every machine, never 0,5
        String run = System.getProperty("generative.run");
        String[] words = arguments.length == 0 && run != null ? words(run) : arguments;
        boolean windows = List.of(words).contains("--show");
        if (!windows) System.setProperty("java.awt.headless", "true");     // a display that does not answer is then no matter
        int code = execute(words);
        if (code != 0 || !windows) System.exit(code);                      // windows stay until they are closed
    }

    /// Runs one command and tells the exit code: 0 for success, 1 for something the user can put right, 2 for a wrong
    /// option, 3 for a fault of ours.
    public static int execute(String... arguments) {
        return execute(CommandLine.defaultFactory(), arguments);
    }

    /// The same with commands that the factory makes, so that a test can hand one of its own in.
    static int execute(CommandLine.IFactory factory, String... arguments) {
        CommandLine line = new CommandLine(new Main(), factory)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::wrongOption)
                .setExecutionExceptionHandler(Main::failure);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {                                     // nothing is half written: files are renamed when whole
            line.getErr().printf("Memory is full: Java may use %,d MB here; take a smaller batch or size, or allow more by "
                    + "setting JAVA_TOOL_OPTIONS=-Xmx… (what a training has saved is whole; --resume goes on from it)%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            return 1;
        }
    }

    /// Without a command: what there is.
    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// One line: what is wrong, the nearest right word, where the others are.
    private static int wrongOption(CommandLine.ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        StringBuilder sentence = new StringBuilder(e.getMessage().lines().findFirst().orElse("Wrong option").strip());
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            sentence.replace(0, sentence.length(), (word.startsWith("-") ? "Unknown option '" : "Unknown word '") + word + "'");
            if (!unmatched.getSuggestions().isEmpty())
                sentence.append("; did you mean ").append(unmatched.getSuggestions().getFirst()).append('?');
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println(sentence + " (" + command.substring(command.indexOf(' ') + 1) + " --help lists the options)");
        return 2;
    }

    private static int failure(Exception e, CommandLine line, CommandLine.ParseResult result) {
        if (e instanceof UserException) {
            line.getErr().println(e.getMessage());
            return 1;
        }
        line.getErr().println("This should not have happened; please report it with the lines below.");
        e.printStackTrace(line.getErr());
        return 3;
    }

    /// The words of a line; quotes keep words together.
    static String[] words(String line) {
        StreamTokenizer tokens = new StreamTokenizer(new StringReader(line));
        tokens.resetSyntax();
        tokens.wordChars(' ' + 1, 255);
        tokens.whitespaceChars(0, ' ');
        tokens.quoteChar('"');
        tokens.quoteChar('\'');
        List<String> words = new ArrayList<>();
        try {
            while (tokens.nextToken() != StreamTokenizer.TT_EOF) words.add(tokens.sval);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
        return words.toArray(String[]::new);
    }
}
