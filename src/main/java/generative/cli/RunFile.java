package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.WholeFile;
import generative.training.Checkpoint;
import generative.training.Trainee;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/// The file beside a training's checkpoints that says what it was started with, so that the commands that judge it need
/// to be told nothing but the folder.
final class RunFile {

    private static final String NAME = "run.properties", STARTED = " was started with";

    private RunFile() { }

    /// @param command the one that trains, as a user would type it
    static void save(Path folder, String command, Properties options) {
        AtomicFile.write(folder.resolve(NAME), out -> options.store(out, command + STARTED));
    }

    /// What `read` makes of the options in this folder; it throws an IllegalArgumentException where they make no sense.
    static <T> T load(Path folder, String command, Function<Properties, T> read) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file))
            throw new UserException("There is no " + file + ", so " + folder + " holds no training; train first with "
                    + command + " --out " + folder + ".");
        Properties options = new Properties();
        try {
            String text = WholeFile.text(file);
            requireCommand(file, text.lines().findFirst().orElse(""), command);
            options.load(new StringReader(text));
            return read.apply(options);
        } catch (IOException | IllegalArgumentException | TypeConversionException e) {
            throw new UserException("Cannot understand " + file + " ("
                    + (e instanceof IOException io ? AtomicFile.reason(io) : e.getMessage())
                    + "); train again into another folder.", e);
        }
    }

    /// The first line of a file says which command wrote it, unless somebody has changed that.
    private static void requireCommand(Path file, String line, String command) {
        if (!line.startsWith("#") || !line.endsWith(STARTED)) return;
        String other = line.substring(1, line.length() - STARTED.length());
        if (!other.equals(command))
            throw new UserException(file + " was written by " + other + "; choose a folder that " + command + " wrote.");
    }

    /// Puts the newest state of the folder into the training that was started there.
    static void loadNewest(Path folder, String command, Trainee training) {
        Path file = Checkpoint.latest(folder).orElseThrow(() -> new UserException(
                "There is no checkpoint in " + folder + "; train first with " + command + " --out " + folder + "."));
        long steps = Checkpoint.load(file, training);
        System.out.println("Loaded " + file + ", saved after " + steps + " steps.");
    }
}
