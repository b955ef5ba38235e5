package generative.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A program that a contest can be held against: it answers at once, and misbehaves as it is told.
public final class FakePeer {

    /// What it does.
    public enum Manner {
        /// Every step took a second, and it had both processors for itself.
        GOOD,
        /// The same, but for `gemm…` it took two.
        SLOW_AT_PRODUCTS,
        /// Ways of the k-means round with different times: 3, 2 and 4 seconds.
        THREE_WAYS,
        /// Its even answers tell of half the processor time.
        DISTURBED,
        /// It knows no workload.
        REFUSES,
        ANSWERS_GARBAGE, ANSWERS_FOR_ANOTHER, DIES_AT_ONCE, DIES_WHEN_ASKED, IS_SILENT, NEVER_READY
    }

    private FakePeer() { }

    /// The command that starts one. What it is asked is added to the file `log`, after its name; its first line is
    /// `pid`.
    public static List<String> command(Manner manner, String name, Path log) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), FakePeer.class.getName(), manner.name(), name,
                log.toString());
    }

    public static void main(String[] arguments) throws Exception {
        Manner manner = Manner.valueOf(arguments[0]);
        Path log = Path.of(arguments[2]);
        if (manner == Manner.DIES_AT_ONCE) {
            System.err.println("No module named 'torch'");
            System.exit(3);
        }
        if (manner == Manner.NEVER_READY) Thread.sleep(300_000);
        note(log, "pid " + ProcessHandle.current().pid());
        System.out.println("a word of welcome");
        System.out.println("READY");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        List<String> asked = new ArrayList<>();
        for (String question; (question = questions.readLine()) != null; ) {
            asked.add(question);
            String[] words = question.split(" ");
            note(log, arguments[1] + " " + question);
            switch (manner) {
                case REFUSES -> System.out.println("{\"name\": \"" + words[0] + "\", \"error\": \"KeyError('"
                        + words[0] + "')\"}");
                case ANSWERS_GARBAGE -> System.out.println("Traceback (most recent call last):");
                case ANSWERS_FOR_ANOTHER -> answer("another", words, 1, 2);
                case DIES_WHEN_ASKED -> System.exit(7);
                case IS_SILENT -> Thread.sleep(300_000);
                case SLOW_AT_PRODUCTS -> answer(words[0], words, words[0].startsWith("gemm") ? 2 : 1, 2);
                case THREE_WAYS -> answer(words[0], words, words[0].contains("c1024") ? 2 : words[0].contains("gemm")
                        ? 3 : 4, 2);
                case DISTURBED -> answer(words[0], words, asked.size(), asked.size() % 2 == 0 ? 1 : 2);
                default -> answer(words[0], words, 1, 2);
            }
        }
    }

    private static void answer(String name, String[] question, double seconds, double cpu) {
        System.out.printf(Locale.ROOT,
                "{\"name\": \"%s\", \"threads\": %s, \"min\": %3$f, \"median\": %3$f, \"n\": 1, \"cpu\": %4$f, \"rss_mb\": 300}%n",
                name, question[1], seconds, cpu);
    }

    private static void note(Path log, String line) throws IOException {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
