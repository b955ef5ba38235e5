package generative.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Proves of every exercise that its stub compiles and fails each task, and that its solution passes all of them.
///
/// The exercises are what lies in the folder of stubs: there is no list that could be forgotten.
final class ExercisesTest {

    private static final Path FOLDER = Path.of("src/exercises"), STUBS = FOLDER.resolve("stubs/java"),
            SOLUTIONS = FOLDER.resolve("solutions/java");

    private static final Pattern KIN = Pattern.compile("\\[generative\\.([a-z]+)\\.(\\w+)");      // [generative.nn.Maxout]

    @TempDir private static Path classes;
    private static Map<String, List<Grade>> stubs, solutions;

    @BeforeAll static void grade() {
        stubs = gradesOf(STUBS);
        solutions = gradesOf(SOLUTIONS);
    }

    private static Map<String, List<Grade>> gradesOf(Path answers) {
        return Grader.grade(exercises(), answers, classes, Duration.ofSeconds(60)).stream()
                .collect(Collectors.groupingBy(Grade::exercise));
    }

    static List<Exercise> exercises() {
        return Exercise.all(FOLDER);
    }

    @Test void everyStubHasACheckAndASolutionAndNothingElseIsThere() {
        List<Path> checks = exercises().stream().map(Exercise::check).sorted().toList();
        List<Path> written = exercises().stream().map(e -> SOLUTIONS.resolve(STUBS.relativize(e.stub()))).sorted().toList();
        assertThat(Exercise.sources(FOLDER.resolve("checks/java"))).containsExactlyElementsOf(checks);
        assertThat(Exercise.sources(SOLUTIONS)).containsExactlyElementsOf(written);
    }

    @Test void everyChapterHasTwoOrMore() {
        Map<String, Long> number = exercises().stream().collect(Collectors.groupingBy(Exercise::chapter, TreeMap::new,
                Collectors.counting()));
        assertThat(number.keySet()).containsExactly("gan", "imagegpt", "pretraining", "sparse");
        assertThat(number.values()).allMatch(n -> n >= 2);
    }

    @Test void stubsSolutionsAndChecksCompileWithoutAWarning() {
        for (Path answers : List.of(STUBS, SOLUTIONS)) {
            Compilation compilation = Compilation.of(exercises(), answers, classes.resolve("lint"));
            assertThat(compilation.broken()).isEmpty();
            assertThat(compilation.warnings()).isEmpty();
        }
    }

    @ParameterizedTest @MethodSource("exercises")
    void theStubFailsEachTaskBecauseItIsAStub(Exercise exercise) {
        for (Grade task : stubs.get(exercise.name())) {
            assertThat(task.failure()).as("failure of " + task.task()).isNotNull();
            assertThat(task.failure().message()).as(task.task()).startsWith(exercise + ".").endsWith(" is yours to write.");
        }
    }

    @ParameterizedTest @MethodSource("exercises")
    void theSolutionPassesAllTasks(Exercise exercise) {
        assertThat(solutions.get(exercise.name())).allMatch(task -> task.failure() == null);
    }

    @ParameterizedTest @MethodSource("exercises")
    void tasksHaveNamesOfTheirOwnAndPoints(Exercise exercise) throws IOException {
        List<Grade> tasks = solutions.get(exercise.name());
        assertThat(tasks).hasSizeGreaterThanOrEqualTo(3).allMatch(task -> task.of() > 0);
        assertThat(Files.readString(exercise.check()).split("@Test", -1)).as("all tests are tasks").hasSize(tasks.size() + 1);
        assertThat(tasks.stream().map(Grade::task)).doesNotHaveDuplicates().startsWith("example")
                .allMatch(task -> task.matches("[a-z]+"));
    }

    @ParameterizedTest @MethodSource("exercises")
    void theTaskSaysAllThatAStudentNeeds(Exercise exercise) throws IOException {
        String stub = Files.readString(exercise.stub());
        assertThat(stub).containsSubsequence("/// ```", "/// **Shapes.**", "/// **Yours to write.**", "/// **Goal.**",
                "/// **Akin to**", "/// **Source.**",
                "/// **Hint 1.**", "/// **Hint 2.**", "/// **Hint 3.**", "UnsupportedOperationException(\"" + exercise + ".");
        assertThat(KIN.matcher(stub).results()).as("classes that it is akin to").isNotEmpty().allSatisfy(found ->
                assertThat(Path.of("src/main/java/generative", found.group(1), found.group(2) + ".java")).exists());
    }

    @ParameterizedTest @MethodSource("exercises")
    void theReadmeHasItsPointsAndItsKin(Exercise exercise) throws IOException {
        String row = Files.readAllLines(FOLDER.resolve("README.md")).stream().filter(line -> line.contains("| `" + exercise
                + "` |")).findFirst().orElse("");
        assertThat(row).endsWith("| " + solutions.get(exercise.name()).stream().mapToInt(Grade::of).sum() + " |");
        assertThat(KIN.matcher(Files.readString(exercise.stub())).results()).allSatisfy(found ->
                assertThat(row).contains("`" + found.group(1) + "." + found.group(2) + "`"));
    }

    @Test void noSolutionIsHandedOut() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("hand-out.xml"))).contains("<exclude>src/exercises/solutions/**</exclude>",
                "<exclude>src/test/java/generative/exercises/**</exclude>");
        assertThat(exercises()).allSatisfy(exercise -> assertThat(Files.readString(exercise.check()))
                .doesNotContain("A solution of the exercise"));
    }
}
