package generative.exercises;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A class for students to write.
///
/// The folder of stubs is the list of all exercises: `stubs/java/generative/exercises/CHAPTER/NAME.java` is one, and
/// `checks/java/generative/exercises/CHAPTER/NAMETest.java` grades it.
///
/// @param chapter the package of the concept that it is akin to
/// @param name    the class
/// @param stub    its source as it is handed out
/// @param check   the source of its tests
record Exercise(String chapter, String name, Path stub, Path check) {

    private static final List<String> CHAPTERS = List.of("gan", "pretraining", "sparse", "imagegpt");
    private static final Pattern TASK = Pattern.compile("@Test @Tag\\(\"(\\w+)\"\\) @Points\\((\\d+)\\) void (\\w+)\\(");
    private static final String PACKAGE = "generative/exercises";

    /// All of them, chapter by chapter, given the folder `src/exercises`.
    static List<Exercise> all(Path folder) {
        Path stubs = folder.resolve("stubs/java").resolve(PACKAGE), checks = folder.resolve("checks/java").resolve(PACKAGE);
        return sources(stubs).map(stub -> {
            String chapter = stubs.relativize(stub.getParent()).toString(), name = nameOf(stub);
            return new Exercise(chapter, name, stub, checks.resolve(chapter).resolve(name + "Test.java"));
        }).sorted(Comparator.comparing((Exercise e) -> CHAPTERS.indexOf(e.chapter)).thenComparing(Exercise::name)).toList();
    }

    /// The one of this name, or all if the name is empty.
    static List<Exercise> named(String name, List<Exercise> all) {
        List<Exercise> chosen = all.stream().filter(e -> name.isEmpty() || e.name.equalsIgnoreCase(name)).toList();
        if (chosen.isEmpty()) throw new UserException("There is no exercise " + name + "; choose one of "
                + String.join(", ", all.stream().map(Exercise::name).toList()) + ".");
        return chosen;
    }

    /// The Java files in a folder and below it.
    static Stream<Path> sources(Path folder) {
        if (!Files.isDirectory(folder)) throw new UserException("There is no folder " + folder
                + " with Java files; say where they are.");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UserException("The folder " + folder + " could not be read (" + e.getMessage() + "); make it readable.", e);
        }
    }

    static String nameOf(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    /// What is to be done, in the order of the check's source; from there it is read, since a check compiles only with an answer.
    List<Task> tasks() {
        try {
            String test = "generative.exercises." + chapter + "." + name + "Test#";
            return TASK.matcher(Files.readString(check)).results()
                    .map(found -> new Task(found.group(1), Integer.parseInt(found.group(2)), test + found.group(3))).toList();
        } catch (IOException e) {
            throw new UserException("The check " + check + " could not be read (" + e.getMessage() + "); make it readable.", e);
        }
    }

    /// @param name   the tag of the test
    /// @param points what it is worth
    /// @param method the test, as `package.Class#method`
    record Task(String name, int points, String method) { }

    @Override public String toString() {
        return name;
    }
}
