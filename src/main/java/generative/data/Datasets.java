package generative.data;

import generative.UserException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where data sets lie: in the folder that `GENERATIVE_DATASETS` names, or in `datasets`, one folder each.
public final class Datasets {

    /// The environment variable that names another folder.
    public static final String VARIABLE = "GENERATIVE_DATASETS";

    private Datasets() { }

    /// The folder of all data sets.
    public static Path root() {
        return root(System.getenv(VARIABLE));
    }

    static Path root(String variable) {
        return Path.of(variable == null || variable.isBlank() ? "datasets" : variable);
    }

    /// The folder of one data set, which must be there.
    public static Path folder(String name) {
        return folder(root(), name);
    }

    static Path folder(Path root, String name) {
        Path folder = root.resolve(name);
        if (!Files.isDirectory(folder))
            throw new UserException("The data set " + name + " is not in " + root.toAbsolutePath() + "; " + howToGet(name)
                    + ", or let " + VARIABLE + " name the folder that has it.");
        return folder;
    }

    /// What a user has to do for a data set, as the end of a sentence.
    static String howToGet(String name) {
        return Catalogue.standard().has(name) ? "get it with  mvn -q compile exec:exec -Drun=\"download " + name + "\""
                : "there is no download of this name, so put it there by hand";
    }
}
