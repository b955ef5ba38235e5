package generative.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A notebook file, format 4: its cells, and what was stored beside the code cells when they were run last.
record Notebook(Path file, Map<String, Object> json) {

    private static final String IMAGE = "image/png";

    static final Path FOLDER = Path.of("notebooks");

    /// What a code cell prints, and the picture it ends in as base64; null where it ends in none.
    record Output(String text, String png) { }

    /// One cell, code or text.
    record Cell(Map<String, Object> json) {

        boolean isCode() {
            return "code".equals(json.get("cell_type"));
        }

        String source() {
            return joined(json.get("source"));
        }

        /// What is stored, or nothing if the cell was never run.
        Output stored() {
            StringBuilder text = new StringBuilder();
            String png = null;
            for (Map<String, Object> output : objects(json.get("outputs"))) {
                switch ((String) output.get("output_type")) {
                    case "stream" -> text.append(joined(output.get("text")));
                    case "execute_result", "display_data" -> {
                        Map<String, Object> data = object(output.get("data"));
                        if (!data.containsKey(IMAGE))
                            throw new AssertionError("a cell ends in a value that is no picture:\n" + source());
                        png = joined(data.get(IMAGE)).strip();
                    }
                    default -> throw new AssertionError("an error is stored:\n" + source());
                }
            }
            return new Output(text.toString(), png);
        }

        /// Stores what the cell with this number gave.
        void store(int count, Output output) {
            List<Object> outputs = new ArrayList<>();
            if (!output.text.isEmpty())
                outputs.add(fields("name", "stdout", "output_type", "stream", "text", lines(output.text)));
            if (output.png != null)
                outputs.add(fields("data", fields(IMAGE, output.png, "text/plain", List.of("a picture")),
                        "execution_count", count, "metadata", Map.of(), "output_type", "execute_result"));
            json.put("execution_count", count);
            json.put("outputs", outputs);
        }
    }

    static Notebook read(Path file) throws IOException {
        return new Notebook(file, object(Json.read(Files.readString(file))));
    }

    /// All notebooks of the project, in their order.
    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    void write() throws IOException {
        Files.writeString(file, Json.write(json));
    }

    List<Cell> cells() {
        return objects(json.get("cells")).stream().map(Cell::new).toList();
    }

    List<Cell> codeCells() {
        return cells().stream().filter(Cell::isCode).toList();
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return fields;
    }

    /// Text as the format likes it, each line with its end.
    private static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)"));
    }

    /// A text, which may be stored as a list of lines.
    private static String joined(Object text) {
        return text instanceof List<?> lines ? String.join("", lines.stream().map(Object::toString).toList()) : (String) text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Object json) {
        return (List<Map<String, Object>>) json;
    }
}
