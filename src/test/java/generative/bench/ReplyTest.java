package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Reply slot = new Reply.Slot("exp_1m", 2, 1e-4, 2e-4, 3000, 1.98, 120.5, 0);
        assertThat(slot.line())
                .startsWith("{\"name\":\"exp_1m\",\"threads\":2,\"min\":1.0E-4,\"median\":2.0E-4,\"n\":3000")
                .doesNotContain("\n");
        assertThat(Reply.read(slot.line())).isEqualTo(slot);
        Reply refusal = new Reply.Refusal("gem", "There is no \"gem\"");
        assertThat(Reply.read(refusal.line())).isEqualTo(refusal);
    }

    @Test
    void whatAPeerLeavesOutIsUnknownAndWhatItAddsIsPassedOver() throws IOException {
        Reply.Slot slot = (Reply.Slot) Reply.read("{\"name\": \"a\", \"threads\": 1, \"min\": 1, \"median\": 2, \"n\": 3, \"cpu\": 0.5, "
                + "\"note\": \"D step\", \"shape\": [1, 2]}");
        assertThat(slot).isEqualTo(new Reply.Slot("a", 1, 1, 2, 3, .5, Double.NaN, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "Traceback (most recent call last); it is no JSON",
            "[1, 2]; it is no JSON object",
            "{\"threads\": 1}; it has no \"name\"",
            "{\"name\": \"a\", \"threads\": 1}; it has no number \"median\"",
            "{\"name\": \"a\", \"threads\": 1, \"min\": 1, \"median\": 0, \"n\": 1, \"cpu\": 1}; its \"median\" is no time",
            "{\"name\": \"a\", \"threads\": 1, \"min\": 1, \"median\": NaN, \"n\": 1, \"cpu\": 1}; its \"median\" is no time",
            "{\"name\": \"a\", \"threads\": 1, \"min\": 1, \"median\": 1, \"n\": 1, \"cpu\": \"all\"}; it has no number \"cpu\"",
            "{\"name\": \"a\", \"threads\": 1, \"min\": 1, \"median\": 1, \"n\": 1, \"cpu\": 1, "
                    + "\"flop\": \"many\"}; it has no number \"flop\""})
    void whatIsNoAnswerIsToldInAFewWords(String line, String words) {
        assertThatThrownBy(() -> Reply.read(line)).isInstanceOf(IOException.class).hasMessageStartingWith(words);
    }
}
