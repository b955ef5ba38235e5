package generative.exercises;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Grades answers to exercises: compiles them, runs the checks, and says how many points each task gets and why not more.
///
/// An answer that does not compile, loops for ever, ends the program or uses up the memory costs its own points only. The exit
/// code is 0 whenever grading went through, however few the points; it is 1 where there was nothing to grade.
public final class Grader {

    private static final Duration START = Duration.ofSeconds(60);         // for a JVM, before its first task

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
        Map<Exercise, String> broken = Compilation.of(exercises, answers, classes).broken();
        Map<String, Grade> grades = new LinkedHashMap<>();                 // by test
        Set<String> open = new LinkedHashSet<>();
        for (Exercise exercise : exercises)
            for (Exercise.Task task : exercise.tasks()) {
                Grade.Failure failure = broken.containsKey(exercise) ? new Grade.Failure(broken.get(exercise)) : null;
                grades.put(task.method(), new Grade(exercise.name(), task.name(), task.points(), failure));
                if (failure == null) open.add(task.method());
            }
        while (!open.isEmpty()) run(open, classes, limit, grades);
        return List.copyOf(grades.values());
    }

    /// Runs tests in one JVM until they are done or the JVM has to be ended; those that are still to be run stay open.
    private static void run(Set<String> open, Path classes, Duration limit, Map<String, Grade> grades) {
        String running = null;
        try (RunnerProcess process = new RunnerProcess(classes, List.copyOf(open))) {
            Map<String, Object> line;
            while ((line = process.next(running == null ? START : limit)) != null) {
                String test = (String) line.get("test");
                boolean end = line.get("event").equals("end");
                if (end && open.remove(test) && line.containsKey("message")) grades.computeIfPresent(test, failed(line));
                running = end ? null : test;
            }
            Set<String> lost = running == null ? Set.copyOf(open) : Set.of(running);       // none, if all went well
            for (String test : lost) grades.computeIfPresent(test, failed(Map.of("message", process.end(limit))));
            open.removeAll(lost);
        }
    }

    private static BiFunction<String, Grade, Grade> failed(Map<String, Object> line) {
        String expected = (String) line.get("expected"), got = (String) line.get("got");
        return (test, grade) -> new Grade(grade.exercise(), grade.task(), grade.of(),
                new Grade.Failure((String) line.get("message"), expected, got, error(expected, got)));
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
