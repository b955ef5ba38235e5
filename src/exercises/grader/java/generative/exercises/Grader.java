package generative.exercises;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Grades answers to exercises: compiles them, runs the checks, and says how many points each task gets and why not more.
///
/// An answer that does not compile, loops for ever, ends the program or uses up the memory costs its own points only. The exit
/// code is 0 whenever grading went through, however few the points; it is 1 where there was nothing to grade.
public final class Grader {

    private static final Duration START = Duration.ofSeconds(60);         // for a JVM, before its first task
    private static final Comparator<String> TASKS =                       // examples first, then gradients
            Comparator.comparing((String task) -> !task.equals("example")).thenComparing(task -> !task.equals("gradient"))
                    .thenComparing(Comparator.naturalOrder());

    private Grader() { }

    /// @param arguments the folder of answers, the folder for results, the seconds that a task has
    public static void main(String... arguments) {
        try {
            Path answers = Path.of(arguments[0]), results = Path.of(arguments[1]);
            List<Exercise> exercises = Exercise.named(System.getProperty("generative.exercise", ""),
                    Exercise.all(Path.of("src/exercises")));
            List<Grade> grades = grade(exercises, answers, results.resolve("answers"),
                    Duration.ofSeconds(Long.parseLong(arguments[2])));
            GradeReport report = new GradeReport(exercises, grades);
            System.out.print(report.table());
            report.write(results);
            System.out.println("For scripts: " + results.resolve(GradeReport.JSON) + " and " + GradeReport.XML + " beside it.");
        } catch (UserException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// All tasks of these exercises, in order.
    ///
    /// @param classes a folder for class files, which is emptied first
    /// @param limit   how long one task may take
    static List<Grade> grade(List<Exercise> exercises, Path answers, Path classes, Duration limit) {
        empty(classes);
        Compilation compilation = Compilation.of(exercises, answers, classes);
        Map<String, Grade> grades = new LinkedHashMap<>();                 // by the tests' ids
        List<String> open = exercises.stream().map(Exercise::checkClass).toList();
        while (!open.isEmpty()) open = run(open, compilation.classes(), limit, grades);
        if (grades.isEmpty()) throw new IllegalStateException("the checks have no tasks");
        Map<String, String> broken = new HashMap<>();
        compilation.broken().forEach((exercise, why) -> broken.put(exercise.name(), why));
        List<String> names = exercises.stream().map(Exercise::name).toList();
        return grades.values().stream()
                .map(grade -> broken.containsKey(grade.exercise())
                        ? fail(grade, new Grade.Failure(broken.get(grade.exercise()))) : grade)
                .sorted(Comparator.comparing((Grade grade) -> names.indexOf(grade.exercise())).thenComparing(Grade::task, TASKS))
                .toList();
    }

    /// Runs checks in one JVM until they are done or the JVM has to be ended; gives the tests that are then still to be run.
    private static List<String> run(List<String> checks, Path classes, Duration limit, Map<String, Grade> grades) {
        List<String> open = new ArrayList<>();
        String running = null;
        try (RunnerProcess process = new RunnerProcess(classes, checks)) {
            Map<String, Object> line;
            while ((line = process.next(running == null ? START : limit)) != null) {
                String id = (String) line.get("id");
                switch ((String) line.get("event")) {
                    case "plan" -> {
                        open.add(id);
                        grades.putIfAbsent(id, new Grade((String) line.get("exercise"), (String) line.get("task"),
                                ((Double) line.get("of")).intValue(), null));
                    }
                    case "start" -> running = id;
                    default -> {
                        running = null;
                        open.remove(id);
                        if (line.containsKey("message")) grades.computeIfPresent(id, failed(line));
                    }
                }
            }
            List<String> lost = running == null ? List.copyOf(open) : List.of(running);
            for (String id : lost) grades.computeIfPresent(id, failed(Map.of("message", process.end(limit))));
            open.removeAll(lost);
        }
        return open;
    }

    private static BiFunction<String, Grade, Grade> failed(Map<String, Object> line) {
        String expected = (String) line.get("expected"), got = (String) line.get("got");
        return (id, grade) -> fail(grade, new Grade.Failure((String) line.get("message"), expected, got, error(expected, got)));
    }

    private static Grade fail(Grade grade, Grade.Failure failure) {
        return new Grade(grade.exercise(), grade.task(), grade.of(), failure);
    }

    private static Double error(String expected, String got) {
        try {
            return expected == null ? null : Expect.relativeError(Double.parseDouble(expected), Double.parseDouble(got));
        } catch (NumberFormatException notNumbers) {
            return null;
        }
    }

    private static void empty(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UserException("The folder " + folder + " could not be emptied (" + e.getMessage() + "); delete it.", e);
        }
    }
}
