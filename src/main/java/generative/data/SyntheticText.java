package generative.data;

import generative.math.Randoms;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// English sentences made by the computer, with much in them to be learned and an entropy that is known.
///
/// ```
/// fruit   NAME VERB n FRUIT(s) and m OTHER(s), so NAME has n+m fruits.
/// sum     NAME asks: n + m? OTHER NAME says: n+m.
/// ```
/// Each line is one or the other with probability ½; 8 names, 4 verbs, 8 fruits, n and m from 1 to 9, all equally likely; the
/// other is never the same one. What follows from the rest costs nothing: who counts the fruits, the plural behind every number
/// but 1, the sum. No line can be made in two ways, so that a perfect model of the text needs exactly
///
/// ```
/// bits per byte = mean over lines of log₂(number of choices) / mean over lines of the length
/// ```
/// once it has seen where a line begins.
public final class SyntheticText {

    private static final List<String> NAMES = List.of("Anna", "Ben", "Carla", "David", "Eva", "Felix", "Grace", "Henry"),
            VERBS = List.of("buys", "finds", "picks", "gets"),
            FRUITS = List.of("apple", "banana", "mango", "date", "fig", "grape", "lemon", "plum");
    private static final int MOST = 9;
    private static final double TWO_NUMBERS = 2 * log2(MOST);

    private SyntheticText() { }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    /// Whole lines until there are so many bytes or a few more.
    public static Text generate(int bytes, long seed) {
        if (bytes < 1) throw new IllegalArgumentException("one byte or more must be asked for, got " + bytes);
        RandomGenerator random = Randoms.of(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) text.append(random.nextBoolean() ? fruitLine(random) : sumLine(random));
        return Text.of("synthetic text", text.toString());
    }

    private static String fruitLine(RandomGenerator random) {
        String name = any(NAMES, random), verb = any(VERBS, random);
        int n = 1 + random.nextInt(MOST), m = 1 + random.nextInt(MOST), fruit = random.nextInt(FRUITS.size());
        return name + " " + verb + " " + counted(n, FRUITS.get(fruit)) + " and "
                + counted(m, FRUITS.get(other(fruit, FRUITS.size(), random)))
                + ", so " + name + " has " + (n + m) + " fruits.\n";
    }

    private static String sumLine(RandomGenerator random) {
        int name = random.nextInt(NAMES.size()), n = 1 + random.nextInt(MOST), m = 1 + random.nextInt(MOST);
        return NAMES.get(name) + " asks: " + n + " + " + m + "? " + NAMES.get(other(name, NAMES.size(), random)) + " says: "
                + (n + m) + ".\n";
    }

    private static String any(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }

    /// One of the others of so many.
    private static int other(int one, int many, RandomGenerator random) {
        return (one + 1 + random.nextInt(many - 1)) % many;
    }

    private static String counted(int n, String fruit) {
        return n + " " + fruit + (n > 1 ? "s" : "");
    }

    /// What a perfect model needs, about a third of a bit.
    public static double bitsPerByte() {
        double name = meanLength(NAMES), sum = 1 + 45.0 / 81;            // of the 81 pairs of numbers 45 have a sum of two digits
        double counted = 1 + 1 + meanLength(FRUITS) + (MOST - 1.0) / MOST;
        double fruitBytes = name + " ".length() + meanLength(VERBS) + " ".length() + counted + " and ".length() + counted
                + ", so ".length() + name + " has ".length() + sum + " fruits.\n".length();
        double sumBytes = name + " asks: ".length() + 1 + " + ".length() + 1 + "? ".length() + name + " says: ".length() + sum
                + ".\n".length();
        return (fruitBits() + sumBits()) / (fruitBytes + sumBytes);
    }

    /// log₂ of the choices of a line about fruit, with the bit that makes it one.
    static double fruitBits() {
        return 1 + log2(NAMES.size()) + log2(VERBS.size()) + TWO_NUMBERS + log2(FRUITS.size()) + log2(FRUITS.size() - 1);
    }

    static double sumBits() {
        return 1 + log2(NAMES.size()) + log2(NAMES.size() - 1) + TWO_NUMBERS;
    }

    private static double meanLength(List<String> words) {
        return words.stream().mapToInt(String::length).average().orElseThrow();
    }

    /// Some lines, and what there is to know.
    public static void demo() {
        Text text = generate(300, 1);
        int[] bytes = text.pieces(text.length()).sequence(0);
        System.out.print(Text.show(bytes).replace("↵", "\n"));
        System.out.printf(Locale.ROOT, "A perfect model needs %.3f bits a byte: names, verbs, fruits and numbers are chance, "
                + "all else follows.%n", bitsPerByte());
    }
}
