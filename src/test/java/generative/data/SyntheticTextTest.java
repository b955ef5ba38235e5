package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SyntheticTextTest {

    private static final Pattern FRUIT = Pattern.compile("(\\w+) (buys|finds|picks|gets) (\\d) ([a-z]+) and (\\d) ([a-z]+), "
            + "so (\\w+) has (\\d+) fruits\\."),
            SUM = Pattern.compile("(\\w+) asks: (\\d) \\+ (\\d)\\? (\\w+) says: (\\d+)\\.");

    private static String text(int bytes, long seed) {
        Text text = SyntheticText.generate(bytes, seed);
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < text.length(); i++) letters.append((char) text.at(i));
        return letters.toString();
    }

    @Test
    void everyLineKeepsTheRules() {
        for (String line : text(20_000, 1).split("\n")) {
            Matcher fruit = FRUIT.matcher(line), sum = SUM.matcher(line);
            if (fruit.matches()) {
                int n = Integer.parseInt(fruit.group(3)), m = Integer.parseInt(fruit.group(5));
                assertThat(fruit.group(7)).as(line).isEqualTo(fruit.group(1));
                assertThat(Integer.parseInt(fruit.group(8))).as(line).isEqualTo(n + m);
                assertThat(fruit.group(4).endsWith("s")).as(line).isEqualTo(n > 1);
                assertThat(fruit.group(6).endsWith("s")).as(line).isEqualTo(m > 1);
                assertThat(fruit.group(4).replaceFirst("s$", "")).as(line).isNotEqualTo(fruit.group(6).replaceFirst("s$", ""));
            } else {
                assertThat(sum.matches()).as(line).isTrue();
                assertThat(Integer.parseInt(sum.group(5))).as(line)
                        .isEqualTo(Integer.parseInt(sum.group(2)) + Integer.parseInt(sum.group(3)));
                assertThat(sum.group(4)).as(line).isNotEqualTo(sum.group(1));
            }
        }
    }

    @Test
    void linesAreWholeAndDependOnTheSeed() {
        assertThat(text(500, 3)).endsWith(".\n").hasSizeBetween(500, 580).isEqualTo(text(500, 3)).isNotEqualTo(text(500, 4));
        assertThat(text(1, 3)).matches("[^\n]+\n");
        assertThatThrownBy(() -> SyntheticText.generate(0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one byte or more must be asked for, got 0");
    }

    /// By counting: of a long text, how often each kind of line comes and how long the lines are.
    @Test
    void theEntropyIsThatOfTheChoices() {
        String[] lines = text(2_000_000, 5).split("\n");
        double bits = 0, bytes = 0;
        for (String line : lines) {
            bits += line.contains("asks") ? SyntheticText.sumBits() : SyntheticText.fruitBits();
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        assertThat(SyntheticText.bitsPerByte()).isCloseTo(bits / bytes, within(.001)).isCloseTo(.351, within(.0005));
        assertThat(SyntheticText.fruitBits()).isCloseTo(Math.log(2.0 * 8 * 4 * 81 * 8 * 7) / Math.log(2), within(1e-9));
        assertThat(SyntheticText.sumBits()).isCloseTo(Math.log(2.0 * 8 * 7 * 81) / Math.log(2), within(1e-9));
    }

    /// A table of what follows three letters, and of what follows none: neither reaches the entropy, and three letters help.
    @Test
    void noSmallModelIsBetterThanThat() {
        String text = text(300_000, 6);
        assertThat(conditionalEntropy(text, 3)).isBetween(SyntheticText.bitsPerByte(), conditionalEntropy(text, 0) / 3);
        assertThat(conditionalEntropy(text, 8)).isBetween(SyntheticText.bitsPerByte(), conditionalEntropy(text, 3));
    }

    private static double conditionalEntropy(String text, int order) {
        Map<String, Integer> contexts = new HashMap<>(), followed = new HashMap<>();
        for (int i = order; i < text.length(); i++) {
            contexts.merge(text.substring(i - order, i), 1, Integer::sum);
            followed.merge(text.substring(i - order, i + 1), 1, Integer::sum);
        }
        double bits = 0;
        for (Map.Entry<String, Integer> each : followed.entrySet())
            bits -= each.getValue() * Math.log(each.getValue() / (double) contexts.get(each.getKey().substring(0, order)));
        return bits / Math.log(2) / (text.length() - order);
    }
}
