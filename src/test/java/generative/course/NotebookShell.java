package generative.course;

import generative.course.Notebook.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/// Runs the code cells of a notebook as a Java kernel of Jupyter does: snippet by snippet in a JShell of its own.
///
/// `%classpath DIRECTORY` adds a directory, seen from the notebook's folder, and must be the whole cell. A cell that ends in an
/// image shows it.
final class NotebookShell implements AutoCloseable {

    /// What JShell, as a tool, imports by itself.
    static final List<String> IMPORTED_BY_JSHELL = List.of("java.io", "java.math", "java.net", "java.nio.file", "java.util",
            "java.util.concurrent", "java.util.function", "java.util.prefs", "java.util.regex", "java.util.stream");

    /// What every kernel imports by itself: JJava leaves out streams, functions and paths, so a notebook that needs them imports them.
    private static final List<String> IMPORTED_BY_KERNELS = List.of("java.io", "java.math", "java.net", "java.util",
            "java.util.concurrent", "java.util.prefs", "java.util.regex");

    private static final String MAGIC = "%classpath ";

    private final Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final JShell shell;

    /// @param folder where the notebook lies
    NotebookShell(Path folder) {
        this.folder = folder;
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        shell = JShell.builder().in(InputStream.nullInputStream()).out(out).err(new PrintStream(OutputStream.nullOutputStream()))
                .remoteVMOptions(options().toArray(String[]::new)).build();
        for (String name : IMPORTED_BY_KERNELS) evaluate("import " + name + ".*;");
    }

    /// The flags of `notebooks/jshell`, and what was chosen for the tests.
    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true", "-Dstdout.encoding=UTF-8", "-XX:+UseSerialGC",
                "-Xmn64m", "-XX:PretenureSizeThreshold=512k", "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=inline,generative.math.VectorMath::*"));
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("generative."))
                .forEach(name -> options.add("-D" + name + "=" + System.getProperty(name)));
        return options;
    }

    /// What a cell gives.
    ///
    /// @throws AssertionError if it does not compile or throws
    Output run(String cell) throws IOException {
        printed.reset();
        if (cell.startsWith(MAGIC)) {
            Path directory = folder.resolve(cell.substring(MAGIC.length()).strip());
            if (!Files.isDirectory(directory)) throw new AssertionError(directory + " is no directory; mvn compile makes it");
            shell.addToClasspath(directory.toString());
            return new Output("", null);
        }
        Snippet last = null;
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.completeness() == Completeness.EMPTY) break;          // a comment at the end
            if (!next.completeness().isComplete()) throw new AssertionError("this is no whole statement:\n" + rest);
            last = evaluate(next.source());
            rest = next.remaining();
        }
        String text = printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        return new Output(text, picture(last));
    }

    private Snippet evaluate(String source) {
        SnippetEvent event = shell.eval(source).getFirst();
        switch (event.exception()) {
            case null -> { }
            case EvalException e ->
                throw new AssertionError(e.getExceptionClassName() + ": " + e.getMessage() + "\nin: " + source, e);
            case Exception e -> throw new AssertionError(e + "\nin: " + source, e);
        }
        if (event.status() != Snippet.Status.VALID)
            throw new AssertionError(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList()
                    + "\nin: " + source);
        return event.snippet();
    }

    /// The image that a cell ends in, as PNG in base64; the other side of the JShell writes it into a file.
    private String picture(Snippet last) throws IOException {
        String name = switch (last) {
            case ExpressionSnippet expression when expression.typeName().equals("BufferedImage") -> expression.name();
            case VarSnippet variable when variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND -> imageOf(variable);
            case null, default -> null;
        };
        if (name == null) return null;
        Path file = Files.createTempFile("notebook", ".png");
        try {
            String path = file.toString().replace("\\", "\\\\");
            evaluate("javax.imageio.ImageIO.write(" + name + ", \"png\", new java.io.File(\"" + path + "\"))");
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } finally {
            Files.delete(file);
        }
    }

    private static String imageOf(VarSnippet value) {
        if (value.typeName().endsWith("BufferedImage")) return value.name();
        throw new AssertionError("a cell ends in a value that is no image, which kernels echo in different ways:\n"
                + value.source());
    }

    @Override public void close() {
        shell.close();
    }
}
