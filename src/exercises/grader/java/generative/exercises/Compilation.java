package generative.exercises;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Answers and their checks as classes.
///
/// An answer that is missing or does not compile is left out with its check, so that the others can be graded.
///
/// @param broken   what is wrong with the answers that were left out
/// @param warnings what the compiler warns of in the others
record Compilation(Map<Exercise, String> broken, List<String> warnings) {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /// Compiles into the folder `classes`.
    static Compilation of(List<Exercise> exercises, Path answers, Path classes) {
        Map<String, Path> handedIn = Exercise.sources(answers)
                .collect(Collectors.toMap(Exercise::nameOf, file -> file, (first, second) -> first));
        Map<Exercise, Path> sources = new LinkedHashMap<>();
        Map<Exercise, String> broken = new LinkedHashMap<>();
        for (Exercise e : exercises)
            if (handedIn.containsKey(e.name())) sources.put(e, handedIn.get(e.name()));
            else broken.put(e, "there is no " + e + ".java in " + answers);
        while (true) {
            List<Diagnostic<? extends JavaFileObject>> found = sources.isEmpty() ? List.of() : compile(sources, classes);
            List<Diagnostic<? extends JavaFileObject>> errors =
                    found.stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList();
            if (errors.isEmpty()) return new Compilation(broken, found.stream().map(Compilation::describe).toList());
            Map<Exercise, String> fresh = new LinkedHashMap<>();
            sources.forEach((e, source) -> errors.stream().filter(error -> isIn(source, error)).findFirst()
                    .ifPresent(error -> fresh.put(e, "does not compile: " + describe(error))));
            if (fresh.isEmpty())                                           // a check cannot find what the task asks for
                sources.keySet().forEach(e -> errors.stream().filter(error -> isIn(e.check(), error)).findFirst()
                        .ifPresent(error -> fresh.put(e, "does not fit its check: " + describe(error))));
            if (fresh.isEmpty()) throw new IllegalStateException(describe(errors.getFirst()));
            sources.keySet().removeAll(fresh.keySet());
            broken.putAll(fresh);
        }
    }

    private static List<Diagnostic<? extends JavaFileObject>> compile(Map<Exercise, Path> sources, Path classes) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"),
                "-sourcepath", File.pathSeparator, "-proc:none", "-Xlint:all", "-g");
        try (StandardJavaFileManager files = JAVAC.getStandardFileManager(diagnostics, null, null)) {
            Files.createDirectories(classes);
            List<Path> all = Stream.concat(sources.values().stream(), sources.keySet().stream().map(Exercise::check)).toList();
            JAVAC.getTask(null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(all)).call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return diagnostics.getDiagnostics();
    }

    private static boolean isIn(Path file, Diagnostic<? extends JavaFileObject> d) {
        return d.getSource() != null && Path.of(d.getSource().toUri()).equals(file.toAbsolutePath().normalize());
    }

    private static String describe(Diagnostic<? extends JavaFileObject> d) {
        String where = d.getSource() == null ? ""
                : Path.of(d.getSource().toUri()).getFileName() + ", line " + d.getLineNumber() + ": ";
        return where + d.getMessage(java.util.Locale.ROOT).lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
