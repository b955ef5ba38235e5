package generative.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// One JSON object on one line, as two programs say something to each other through a pipe.
///
/// ```
/// {"name":"gemm_64x64x64_nn","threads":2,"median":8.1E-6}
/// ```
/// Its values are numbers and strings. What else there is in an object that is read (lists, objects in it, null) is
/// passed over.
public final class JsonLine {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)             // Python writes NaN and Infinity
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonLine() { }

    /// The fields of the object, numbers as `Double`, strings as `String`.
    ///
    /// @throws IOException if the line is not one whole JSON object, saying why in a few words
    public static Map<String, Object> read(String line) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new IOException("it is no JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_STRING -> fields.put(name, parser.getText());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> fields.put(name, parser.getDoubleValue());
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) throw new IOException("something follows the JSON object");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException("it is no JSON (" + e.getOriginalMessage() + ")", e);
        }
        return fields;
    }

    /// The object with these fields, on one line. Whole numbers are written without a point.
    public static String write(Map<String, ?> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            for (Map.Entry<String, ?> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                switch (field.getValue()) {
                    case String text -> json.writeString(text);
                    case Integer whole -> json.writeNumber(whole);
                    case Long whole -> json.writeNumber(whole);
                    case Double number -> json.writeNumber(number);
                    case Object other -> throw new IllegalArgumentException(field.getKey()
                            + " is neither number nor string: " + other);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return line.toString();
    }
}
