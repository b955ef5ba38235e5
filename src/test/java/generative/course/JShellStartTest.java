package generative.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `notebooks/jshell` has every concept at hand: its start-up file imports all packages that a reader works with.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JShellStartTest {

    private static final Path START = Path.of("notebooks/startup.jsh"), CLASSES = Path.of("target/classes/generative");

    /// Commands, the tour and benchmarks are run, not called; the OpenCL binding is an inner matter of `math`.
    private static final Set<String> NOT_IMPORTED = Set.of("cli", "tour", "bench", "math/opencl");

    private final StringBuilder greeting = new StringBuilder();
    private JShell shell;

    @BeforeAll void start() throws IOException {
        shell = JShell.builder().executionEngine("local").in(InputStream.nullInputStream()).out(System.out).build();
        shell.addToClasspath("target/classes");
        shell.addToClasspath(Files.readString(Path.of("target/jshell.classpath")));
        for (String standard : NotebookShell.IMPORTED_BY_JSHELL) shell.eval("import " + standard + ".*;");
        for (String line : Files.readAllLines(START)) {
            if (line.startsWith("System.out.println")) greeting.append(line).append('\n');
            else assertThat(status(line)).as(line).isEqualTo(Snippet.Status.VALID);
        }
    }

    @AfterAll void close() {
        shell.close();
    }

    private Snippet.Status status(String source) {
        SnippetEvent event = shell.eval(source).getFirst();
        return event.status();
    }

    private static Stream<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class") && !file.toString().contains("-info"))
                    .toList().stream();
        }
    }

    private static String packageOf(Path classFile) {
        return CLASSES.relativize(classFile.getParent()).toString().replace('\\', '/');
    }

    @Test void everyPackageIsImported() throws IOException {
        Set<String> expected = classFiles().map(JShellStartTest::packageOf).filter(name -> !NOT_IMPORTED.contains(name))
                .map(name -> name.isEmpty() ? "generative" : "generative." + name.replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> imported = Files.readAllLines(START).stream().filter(line -> line.startsWith("import "))
                .map(line -> line.replace("import ", "").replace(".*;", "")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(imported).isEqualTo(expected);
    }

    @Test void everyClassIsKnownByItsSimpleNameAlone() throws Exception {
        StringBuilder all = new StringBuilder("Class<?>[] all = {");
        for (Path file : classFiles().filter(f -> !NOT_IMPORTED.contains(packageOf(f)) && !f.toString().contains("$")).toList()) {
            String name = file.getFileName().toString().replace(".class", ""), in = packageOf(file).replace('/', '.');
            String whole = "generative." + (in.isEmpty() ? "" : in + ".") + name;
            Class<?> type = Class.forName(whole, false, getClass().getClassLoader());
            if (Modifier.isPublic(type.getModifiers())) all.append(name).append(".class, ");
        }
        SnippetEvent event = shell.eval(all + "};").getFirst();
        assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null))).isEmpty();
        assertThat(event.status()).isEqualTo(Snippet.Status.VALID);
    }

    @Test void everyDemoIsOneLine() throws IOException {
        String list = Files.readString(Path.of("src/main/java/generative/cli/Demos.java"));
        List<String> names = Pattern.compile("all\\.put\\(\"(\\w+)\"").matcher(list).results().map(m -> m.group(1)).toList();
        assertThat(names.size()).isGreaterThan(80);
        String lambdas = names.stream().map(name -> "() -> " + name + ".demo()").collect(Collectors.joining(", "));
        SnippetEvent event = shell.eval("Runnable[] demos = {" + lambdas + "};").getFirst();
        assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null))).isEmpty();
        assertThat(event.status()).isEqualTo(Snippet.Status.VALID);
    }

    @Test void theGreetingHasTwoLinesAndWhatItSuggestsWorks() {
        assertThat(greeting.toString().lines()).hasSize(2);
        assertThat(greeting).contains("/exit");
        for (String suggested : List.of("Maxout.demo()", "Rbm.demo()", "AttentionPattern.demo()")) {
            assertThat(greeting).contains(suggested);
            assertThat(status("Runnable r = () -> " + suggested + ";")).as(suggested).isEqualTo(Snippet.Status.VALID);
        }
        assertThat(greeting).contains("var digits = SyntheticDigits.generate(100, 1)");
        assertThat(status("var digits = SyntheticDigits.generate(100, 1);")).isEqualTo(Snippet.Status.VALID);
    }
}
