package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    @Test
    void numbersAndStringsAreReadAndEverythingElseIsPassedOver() throws IOException {
        assertThat(JsonLine.read("{\"a\": 1, \"b\": -2.5e-3, \"c\": \"x\\\"y\", \"d\": [1, {\"e\": 2}], "
                + "\"f\": {\"g\": 3}, \"h\": null, \"i\": true, \"j\": 4}"))
                .isEqualTo(Map.of("a", 1.0, "b", -.0025, "c", "x\"y", "j", 4.0));
        assertThat(JsonLine.read("{}")).isEmpty();
    }

    @Test
    void pythonsNaNIsANumber() throws IOException {
        assertThat(JsonLine.read("{\"a\": NaN, \"b\": -Infinity}"))
                .isEqualTo(Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY));
    }

    @Test
    void whatIsWrittenStandsOnOneLineInTheOrderGiven() throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", "two\nlines");
        fields.put("n", 3);
        fields.put("long", 1L << 40);
        fields.put("x", .5);
        assertThat(JsonLine.write(fields))
                .isEqualTo("{\"name\":\"two\\nlines\",\"n\":3,\"long\":1099511627776,\"x\":0.5}");
        assertThat(JsonLine.read(JsonLine.write(fields))).containsEntry("name", "two\nlines")
                .containsEntry("long", 0x1p40);
    }

    @Test
    void whatIsNoObjectIsToldInAFewWords() {
        assertThatThrownBy(() -> JsonLine.read("hello")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("it is no JSON (Unrecognized token");
        assertThatThrownBy(() -> JsonLine.read("{\"a\": 1")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("it is no JSON (");
        assertThatThrownBy(() -> JsonLine.read("")).isInstanceOf(IOException.class).hasMessage("it is no JSON object");
        assertThatThrownBy(() -> JsonLine.read("[1]")).isInstanceOf(IOException.class)
                .hasMessage("it is no JSON object");
        assertThatThrownBy(() -> JsonLine.read("{} {}")).isInstanceOf(IOException.class)
                .hasMessage("something follows the JSON object");
        assertThatThrownBy(() -> JsonLine.read("{\"a\": 1, \"a\": 2}")).isInstanceOf(IOException.class)
                .hasMessageContaining("Duplicate field 'a'");
    }

    @Test
    void whatIsNeitherNumberNorStringIsNotWritten() {
        assertThatThrownBy(() -> JsonLine.write(Map.of("a", List.of(1)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a is neither number nor string: [1]");
    }
}
