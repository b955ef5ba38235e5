package generative.cli;

import generative.UserException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options of a training as they were typed, kept in the [RunFile] of its folder.
final class SavedOptions {

    private SavedOptions() { }

    /// Saves what the options of this object are now.
    ///
    /// @param other what is to be read in place of some of them
    static void save(Path folder, String command, Object options, Map<String, String> other) {
        Properties p = new Properties();
        for (OptionSpec option : CommandSpec.forAnnotatedObject(options).options())
            if (option.getValue() != null) p.setProperty(option.longestName().substring(2), option.getValue().toString());
        p.putAll(other);
        RunFile.save(folder, command, p);
    }

    /// The same options with what was saved.
    ///
    /// @param fresh an object with such options, which are set
    static <T> T load(Path folder, String command, T fresh) {
        return RunFile.load(folder, command, p -> {
            String[] words = p.stringPropertyNames().stream().sorted().map(name -> "--" + name + "=" + p.getProperty(name))
                    .toArray(String[]::new);
            try {
                new CommandLine(fresh).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
            } catch (CommandLine.ParameterException e) {
                String what = e.getMessage().replaceFirst(" to \\S+ \\S+ \\(\\S*Exception: .*", ""); // no class names
                throw new IllegalArgumentException(what, e);
            }
            return fresh;
        });
    }

    /// What a constructor said of sizes that do not fit, as a sentence for the one who typed them.
    static UserException inWords(IllegalArgumentException e) {
        return new UserException(Character.toUpperCase(e.getMessage().charAt(0)) + e.getMessage().substring(1) + ".", e);
    }
}
