package generative.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One folder of answers with every kind of fault: each costs its own points, and all else is graded.
final class GraderTest {

    private static final Path FOLDER = Path.of("src/exercises");

    @TempDir private static Path temporary;
    private static List<Grade> grades;
    private static GradeReport report;

    @BeforeAll static void gradeFaultyAnswers() throws IOException {
        answer("SmoothedLoss", "return (1 - epsilon) * p / (p + q);",
                "while (epsilon > 0) { } return 0;");      // cannot be interrupted
        answer("LayerProbe", "int best = 0;", "int best = 0; System.exit(0);");
        answer("RunningLogMeanExp", "if (m == 0)",
                "var all = new java.util.ArrayList<>(); while (m == 0) all.add(new double[1 << 22]); if (m == 0)");
        answer("LeakyRelu", "Matrix slope =", "if (true) throw new IllegalStateException(\"no idea\"); Matrix slope =");
        answer("BlockLocal", "return IntStream", "if (l > 0) return keys(i, N); return IntStream");           // never comes back
        answer("EmphasisedLoss", "return new Loss(", "if (true) return null; return new Loss(");
        answer("QuietSoftmax", "return new Pass(p,", "return new Pass(p.transpose(),");
        answer("UnitRows", "double mean = 0, squares = 0;", "double mean = .01, squares = 0;");
        answer("TiedMaxout", "dh.get(o) * a.get(o)", "dh.get(o)");
        answer("GridStride", "IntStream.range", "IntStream.rong");
        answer("TanhContraction", "double learn(", "double teach(");
        answer("TopK", "Matrix left =", "if (T < .01) System.out.println(\"{printed by an answer}\"); Matrix left =");
        answer("TokenDisguise", "Matrix y =", "new Thread(() -> { while (true) { } }).start(); Matrix y =");
        List<Exercise> exercises = Exercise.all(FOLDER);
        grades = Grader.grade(exercises, temporary, temporary.resolve("classes"), Duration.ofSeconds(3));
        report = new GradeReport(exercises, grades);
    }

    /// The solution with a fault in it.
    private static void answer(String name, String right, String wrong) throws IOException {
        Path solution = Exercise.sources(FOLDER.resolve("solutions")).filter(file -> Exercise.nameOf(file).equals(name))
                .findFirst().orElseThrow();
        assertThat(Files.readString(solution)).contains(right);
        Files.writeString(temporary.resolve(name + ".java"), Files.readString(solution).replace(right, wrong));
    }

    private static Grade grade(String exercise, String task) {
        return grades.stream().filter(grade -> grade.exercise().equals(exercise) && grade.task().equals(task)).findFirst()
                .orElseThrow();
    }

    private static String message(String exercise, String task) {
        return grade(exercise, task).failure().message();
    }

    private static int points(String exercise) {
        return grades.stream().filter(grade -> grade.exercise().equals(exercise)).mapToInt(Grade::points).sum();
    }

    @Test void aLoopWithoutEndCostsItsTask() {
        assertThat(message("SmoothedLoss", "optimum")).isEqualTo("was not done after 3 s: does a loop never end?");
        assertThat(points("SmoothedLoss")).isEqualTo(5);
    }

    @Test void leavingTheProgramCostsItsTask() {
        assertThat(message("LayerProbe", "best"))
                .isEqualTo("ended the program, by System.exit or for want of memory (exit status 0)");
        assertThat(points("LayerProbe")).isEqualTo(4);
    }

    @Test void usingUpTheMemoryCostsItsTask() {
        assertThat(message("RunningLogMeanExp", "edge"))
                .isEqualTo("ended the program, by System.exit or for want of memory (exit status 3)");
        assertThat(points("RunningLogMeanExp")).isEqualTo(5);
    }

    @Test void anExceptionIsSaidWithItsLine() {
        assertThat(message("LeakyRelu", "example")).matches("IllegalStateException at LeakyRelu.java, line \\d+: no idea");
        assertThat(message("BlockLocal", "example")).matches("StackOverflowError at BlockLocal.java, line \\d+");
    }

    @Test void nullAndWrongShapesAreNamed() {
        assertThat(message("EmphasisedLoss", "example")).startsWith("NullPointerException at EmphasisedLossTest.java, line ")
                .contains("is null");
        assertThat(message("QuietSoftmax", "example")).isEqualTo("p: expected 1×2, got 2×1");
        assertThat(grade("QuietSoftmax", "example").failure().index()).isEqualTo("p");
        assertThat(points("QuietSoftmax")).isZero();
    }

    @Test void aWrongNumberIsSaidWithItsPlace() {
        Grade.Failure failure = grade("UnitRows", "example").failure();
        assertThat(failure.message()).matches("y\\[0,0]: expected -0\\.707\\d*, got -0\\.71\\d*, relative error 9\\.\\de-03");
        assertThat(failure.index()).isEqualTo("y[0,0]");
        assertThat(failure.expected()).startsWith("-0.707");
        assertThat(failure.got()).startsWith("-0.71");
        assertThat(failure.error()).isBetween(.009, .01);
        assertThat(message("TiedMaxout", "gradient")).matches(
                "gradient of s \\(parameter 1\\), element \\d: central differences \\S+, backward \\S+, relative error \\S+");
        assertThat(grade("TiedMaxout", "gradient").failure().error()).isGreaterThan(1e-7);
    }

    @Test void whatDoesNotCompileOrIsMissingCostsItsExercise() {
        assertThat(message("GridStride", "count")).startsWith("does not compile: GridStride.java, line ").contains("rong");
        assertThat(message("TanhContraction", "example")).startsWith("does not fit its check: TanhContractionTest.java, line ");
        assertThat(message("Swish", "example")).isEqualTo("there is no Swish.java in " + temporary);
    }

    @Test void printingAndThreadsDoNoHarm() {
        assertThat(points("TopK")).isEqualTo(6);
        assertThat(points("TokenDisguise")).isEqualTo(6);
    }

    @Test void theTableHasARowForEachTaskAndOneWhereAllFailAlike() {
        assertThat(report.table().lines()).contains(
                "chapter      exercise               task           points",
                "gan          LeakyRelu              all 3          0 of 4   " + message("LeakyRelu", "example"),
                "             SmoothedLoss           example        2 of 2",
                "                                    optimum        0 of 2   was not done after 3 s: does a loop never end?",
                "             TopK                   example        2 of 2");
        assertThat(report.table()).matches("(?s).*\n             all {33}\\d+ of 102\n");
    }

    @Test void theFilesSayTheSame() throws Exception {
        report.write(temporary);
        String json = Files.readString(temporary.resolve(GradeReport.JSON));
        assertThat(json).contains("\"of\" : 102,", "\"exercise\" : \"UnitRows\"", "\"index\" : \"y[0,0]\"",
                "\"relativeError\" : 0.00",
                "\"message\" : \"was not done after 3 s: does a loop never end?\"");
        var cases = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(temporary.resolve(GradeReport.XML).toFile())
                .getElementsByTagName("*");
        assertThat(cases.item(0).getAttributes().getNamedItem("tests").getNodeValue()).isEqualTo("" + grades.size());
        long failed = grades.stream().filter(grade -> grade.failure() != null).count();
        assertThat(cases.item(0).getAttributes().getNamedItem("failures").getNodeValue()).isEqualTo("" + failed);
        assertThat(cases.getLength()).isEqualTo(1 + grades.size() + (int) failed);
    }

    @Test void aNameIsLookedUp() {
        List<Exercise> all = Exercise.all(FOLDER);
        assertThat(Exercise.named("topk", all)).hasToString("[TopK]");
        assertThat(Exercise.named("", all)).isEqualTo(all);
        assertThatThrownBy(() -> Exercise.named("Nothing", all)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("There is no exercise Nothing; choose one of LeakyRelu, RunningLogMeanExp, ")
                        .hasMessageEndingWith("TopK.");
        assertThatThrownBy(() -> Exercise.all(temporary)).isInstanceOf(UserException.class)
                .hasMessageContaining("say where they are.");
    }
}
