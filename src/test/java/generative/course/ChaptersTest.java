package generative.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What CHAPTERS.md and the README files name is there: classes and their methods, tests, demos, commands, files and sections.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChaptersTest {

    private static final List<Path> PAGES = List.of(Path.of("CHAPTERS.md"), Path.of("README.md"), Path.of("notebooks/README.md"),
            Path.of("src/exercises/README.md"));
    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`"), LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TYPE =
            Pattern.compile("(?:(?:generative\\.)?([a-z]+)\\.)?([A-Z][a-z]\\w*)(?:\\.(\\w+)(\\(.*\\))?)?");
    private static final Pattern RUN = Pattern.compile("-Drun=\"?([a-z][^\"`]*)");

    /// Words in back-quotes that look like a class and are none of ours.
    private static final Set<String> NO_CLASS = Set.of("System.exit");

    /// By simple name the class files that have it, main and test.
    private final TreeMap<String, Path> classes = new TreeMap<>();

    @BeforeAll void collect() throws IOException {
        for (String root : List.of("src/main/java", "src/test/java", "src/jmh/java", "src/exercises/stubs/java", "src/exercises/checks/java",
                "src/exercises/grader/java"))
            if (Files.isDirectory(Path.of(root))) try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList())
                    classes.putIfAbsent(file.getFileName().toString().replace(".java", ""), file);         // main before test
            }
    }

    /// A file's text; of a notebook that of its text cells.
    private static String read(Path page) throws IOException {
        if (!page.toString().endsWith(".ipynb")) return Files.readString(page);
        return Notebook.read(page).cells().stream().filter(cell -> !cell.isCode()).map(Notebook.Cell::source)
                .collect(Collectors.joining("\n\n"));
    }

    private static Set<String> demos() throws IOException {
        return Pattern.compile("all\\.put\\(\"(\\w+)\"").matcher(read(Path.of("src/main/java/generative/cli/Demos.java")))
                .results().map(m -> m.group(1)).collect(Collectors.toSet());
    }

    /// What stands in back-quotes, outside of code blocks.
    private static List<String> quoted(String page) {
        String prose = page.replaceAll("(?s)```.*?```", "");
        return QUOTED.matcher(prose).results().map(m -> m.group(1).strip()).toList();
    }

    @Test void everyClassAndMethodIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        int seen = 0;
        for (Path page : PAGES)
            for (String word : quoted(read(page))) {
                var type = TYPE.matcher(word);
                if (!type.matches() || NO_CLASS.contains(word)) continue;
                seen++;
                Path file = classes.get(type.group(2));
                if (file == null) missing.add(page + ": " + word);
                else if (type.group(1) != null && !file.getParent().endsWith(type.group(1)))
                    missing.add(page + ": " + word + " is in " + file.getParent());
                else if (type.group(3) != null && !declares(read(file), type.group(3)))
                    missing.add(page + ": " + word + ", not in " + file);
            }
        assertThat(missing).as("named, but not there").isEmpty();
        assertThat(seen).isGreaterThan(200);
    }

    /// Whether a method, a constant or a component of this name is declared in a class: it stands behind a type, or begins a line of an enum.
    private static boolean declares(String source, String name) {
        return Pattern.compile("\\b(?!return |new |throw |else )[\\w>\\]]+ " + name + "(\\(| =|[;,)])|^ *" + name + "(\\(\"|[,;]|$)", Pattern.MULTILINE)
                .matcher(source.replaceAll("//.*", "")).find();
    }

    @Test void aCallIsNoDeclaration() {
        String source = "enum E {\n    ONE,\n    TWO(\"2\");\n}\nrecord R(int a, List<Float> b) {\n    Matrix draw(int n) { return sample(n) + g.sample(n); }\n int c = 1;\n}";
        assertThat(List.of("ONE", "TWO", "a", "b", "draw", "c")).allMatch(name -> declares(source, name));
        assertThat(List.of("sample", "g", "n2")).noneMatch(name -> declares(source, name));
    }

    @Test void everyRowOfAConceptNamesAClassAndItsTest() throws IOException {
        for (String line : read(Path.of("CHAPTERS.md")).lines().filter(l -> l.startsWith("| ") && l.contains("Test`")).toList())
            assertThat(quoted(line)).as(line).anyMatch(word -> word.endsWith("Test") && classes.containsKey(word));
    }

    @Test void everyDemoIsListed() throws IOException {
        Set<String> named = inColumn("demo").stream().filter(word -> word.matches("[A-Z]\\w+")).collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(demos()).containsAll(named);
    }

    @Test void everyExerciseIsThere() throws IOException {
        assertThat(inColumn("exercise")).allSatisfy(name -> {
            assertThat(classes).containsKey(name);
            assertThat(classes.get(name)).as(name).matches(file -> file.startsWith("src/exercises/stubs"));
        });
    }

    @Test void everyNotebookOfARowShowsItsClass() throws IOException {
        List<Path> notebooks = Notebook.files().toList();
        int column = -1, classColumn = -1, seen = 0;
        for (String line : read(Path.of("CHAPTERS.md")).lines().toList()) {
            List<String> cells = List.of(cells(line));
            if (!line.startsWith("|")) column = -1;
            else if (cells.contains("class")) {
                column = cells.indexOf("notebook");
                classColumn = cells.indexOf("class");
            } else if (column >= 0 && column < cells.size() && cells.get(column).matches("\\d(, \\d)*")) {
                List<String> own = quoted(cells.get(classColumn)).stream().map(word -> word.replaceAll(".*\\.", "")).toList();
                for (String number : cells.get(column).split(", ")) {
                    Path notebook = notebooks.stream().filter(f -> f.getFileName().toString().startsWith(number + "-")).findFirst().orElseThrow();
                    String text = Notebook.read(notebook).cells().stream().map(Notebook.Cell::source).collect(Collectors.joining("\n"));
                    assertThat(own).as(line).anyMatch(name -> Pattern.compile("\\b" + name + "\\b").matcher(text).find());
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(30);
    }

    /// What stands in back-quotes in the columns of CHAPTERS.md that have this heading.
    private static List<String> inColumn(String heading) throws IOException {
        List<String> words = new ArrayList<>();
        int column = -1;
        for (String line : read(Path.of("CHAPTERS.md")).lines().toList()) {
            List<String> cells = List.of(cells(line));
            if (!line.startsWith("|")) column = -1;
            else if (cells.contains(heading)) column = cells.indexOf(heading);
            else if (column >= 0 && column < cells.size()) words.addAll(quoted(cells.get(column)));
        }
        return words;
    }

    private static String[] cells(String line) {
        return Arrays.stream(line.split("(?<!\\\\)\\|", -1)).map(String::strip).toArray(String[]::new);
    }

    @Test void everyPathAndSectionIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        int seen = 0;
        for (Path page : Stream.concat(PAGES.stream(), Notebook.files()).toList()) {
            List<String> targets = LINK.matcher(read(page)).results().map(m -> m.group(1))
                    .filter(target -> !target.startsWith("http")).toList();
            seen += targets.size();
            for (String target : targets) {
                String[] parts = target.split("#", 2);
                Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                if (!Files.exists(file)) missing.add(page + ": " + target);
                else if (parts.length > 1 && !anchors(read(file)).contains(parts[1]))
                    missing.add(page + ": no section " + target);
            }
            for (String word : quoted(read(page)))
                if (word.matches("(src|notebooks|datasets)(/[\\w.-]+)+/?") && !Files.exists(Path.of(word)))
                    missing.add(page + ": " + word);
        }
        assertThat(missing).as("named, but not there").isEmpty();
        assertThat(seen).as("links").isGreaterThan(30);
    }

    /// The anchors that a code host gives to headings.
    private static Set<String> anchors(String page) {
        return page.lines().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).collect(Collectors.toSet());
    }

    /// `-Drun="gan train …"`, command `gan train`, `tour --only game`: all words up to the first option are commands.
    @Test void everyCommandIsThere() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/generative/cli"))) {
            for (Path file : files.toList())
                Pattern.compile("@Command\\(\\s*name = \"([\\w-]+)\"").matcher(read(file)).results()
                        .forEach(m -> names.add(m.group(1)));
        }
        Set<String> missing = new TreeSet<>();
        for (Path page : PAGES)
            for (MatchResult run : RUN.matcher(read(page)).results().toList())
                for (String word : run.group(1).split("\\s+")) {
                    if (!word.matches("[a-z][a-z0-9-]*")) break;
                    if (!names.contains(word)) missing.add(page + ": " + run.group(1));
                    if (Set.of("download", "demo").contains(word)) break;
                }
        StringBuilder stops = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/generative/tour"))) {
            for (Path file : files.toList()) stops.append(read(file));
        }
        for (Path page : PAGES)
            for (MatchResult stop : Pattern.compile("tour --only (\\w+)").matcher(read(page)).results().toList())
                if (stops.indexOf("return \"" + stop.group(1) + "\";") < 0) missing.add(page + ": " + stop.group());
        assertThat(names).contains("gan", "train", "demo", "tour");
        assertThat(missing).as("commands that are not there").isEmpty();
    }
}
