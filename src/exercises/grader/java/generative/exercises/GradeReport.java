package generative.exercises;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Grades as a table for the eye, and as JSON and JUnit's XML for scripts.
record GradeReport(List<Exercise> exercises, List<Grade> grades) {

    static final String JSON = "grades.json", XML = "TEST-exercises.xml";

    private static final String ROW = "%-12s %-22s %-12s %8s   %s";

    private List<Grade> of(Exercise exercise) {
        return grades.stream().filter(grade -> grade.exercise().equals(exercise.name())).toList();
    }

    private static String points(List<Grade> some) {
        return some.stream().mapToInt(Grade::points).sum() + " of " + some.stream().mapToInt(Grade::of).sum();
    }

    /// A row for each task; one for an exercise whose tasks all fail for the same reason.
    String table() {
        StringBuilder table = new StringBuilder(row("chapter", "exercise", "task", "points", ""));
        String chapter = "";
        for (Exercise exercise : exercises) {
            List<Grade> tasks = of(exercise);
            String first = exercise.chapter().equals(chapter) ? "" : exercise.chapter(), name = exercise.name();
            chapter = exercise.chapter();
            if (tasks.stream().map(GradeReport::message).distinct().count() == 1 && tasks.getFirst().failure() != null) {
                table.append(row(first, name, "all " + tasks.size(), points(tasks), message(tasks.getFirst())));
                continue;
            }
            for (Grade task : tasks) {
                table.append(row(first, name, task.task(), points(List.of(task)), message(task)));
                first = name = "";
            }
        }
        return table.append(row("", "all", "", points(grades), "")).toString();
    }

    private static String message(Grade task) {
        return task.failure() == null ? "" : task.failure().message();
    }

    private static String row(Object... cells) {
        return String.format(ROW, cells).stripTrailing() + "\n";
    }

    /// Both files, into this folder.
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Writer json = Files.newBufferedWriter(folder.resolve(JSON));
                    Writer xml = Files.newBufferedWriter(folder.resolve(XML))) {
                writeJson(json);
                writeXml(xml);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeJson(Writer to) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(to).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("points", grades.stream().mapToInt(Grade::points).sum());
            json.writeNumberField("of", grades.stream().mapToInt(Grade::of).sum());
            json.writeArrayFieldStart("tasks");
            Map<String, String> chapters = exercises.stream().collect(Collectors.toMap(Exercise::name, Exercise::chapter));
            for (Grade grade : grades) {
                json.writeStartObject();
                json.writeStringField("chapter", chapters.get(grade.exercise()));
                json.writeStringField("exercise", grade.exercise());
                json.writeStringField("task", grade.task());
                json.writeNumberField("points", grade.points());
                json.writeNumberField("of", grade.of());
                Grade.Failure failure = grade.failure();
                if (failure != null) {
                    json.writeStringField("message", failure.message());
                    writeText(json, "index", failure.index());
                    writeText(json, "expected", failure.expected());
                    writeText(json, "got", failure.got());
                    if (failure.error() != null) json.writeNumberField("relativeError", failure.error());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeText(JsonGenerator json, String field, String text) throws IOException {
        if (text != null) json.writeStringField(field, text);
    }

    private void writeXml(Writer to) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(to);
        xml.writeStartDocument();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "exercises");
        xml.writeAttribute("tests", "" + grades.size());
        xml.writeAttribute("failures", "" + grades.stream().filter(grade -> grade.failure() != null).count());
        for (Grade grade : grades) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", grade.exercise());
            xml.writeAttribute("name", grade.task());
            if (grade.failure() != null) {
                xml.writeEmptyElement("failure");
                xml.writeAttribute("message", grade.failure().message());
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }
}
