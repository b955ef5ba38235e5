package generative;

import generative.math.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// The golden numbers of one class, a text file `src/test/resources/generative/PACKAGE/golden/CLASS.txt`.
///
/// `src/test/python/golden.py` writes them, and a person can read them:
///
/// ```
/// # a comment
/// case three examples              begins a case
/// W 2×3                            a name and a shape; then, on lines that begin with a blank, the numbers row by row
///   1 2 3
///   4 5 6
/// ```
public final class GoldenFile {

    private final String subject;
    private final List<Golden> cases = new ArrayList<>();
    private int line;
    private String caseName, matrixName;
    private Map<String, Matrix> matrices;
    private Matrix matrix;
    private int filled;

    private GoldenFile(String subject) {
        this.subject = subject;
    }

    /// The names of the classes in this one's package that have golden numbers.
    public static List<String> subjects(Class<?> neighbour) {
        URL folder = neighbour.getResource("golden");
        if (folder == null) throw new AssertionError("there are no golden numbers beside " + neighbour.getName());
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.txt$", "")).sorted().toList();
        } catch (URISyntaxException e) {
            throw new AssertionError(folder + " is no folder", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The cases of one class in the package of the other.
    public static List<Golden> cases(Class<?> neighbour, String subject) {
        String file = "/" + neighbour.getPackageName().replace('.', '/') + "/golden/" + subject + ".txt";
        try (InputStream in = neighbour.getResourceAsStream(file)) {
            if (in == null) throw new AssertionError(file + " is missing; src/test/python/golden.py writes it");
            return parse(subject, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All cases of these classes in the package of the other, each in both precisions: arguments for a test of both.
    public static Stream<Arguments> inBothPrecisions(Class<?> neighbour, Collection<String> subjects) {
        return Stream.of(Precision.values()).flatMap(precision -> subjects.stream()
                .flatMap(subject -> cases(neighbour, subject).stream()).map(golden -> Arguments.of(golden, precision)));
    }

    /// The same for all classes of the package.
    public static Stream<Arguments> inBothPrecisions(Class<?> neighbour) {
        return inBothPrecisions(neighbour, subjects(neighbour));
    }

    static List<Golden> parse(String subject, String text) {
        GoldenFile file = new GoldenFile(subject);
        text.lines().forEach(file::read);
        file.endCase();
        if (file.cases.isEmpty()) throw file.error("there is no case");
        return file.cases;
    }

    private void read(String text) {
        line++;
        if (text.isBlank() || text.startsWith("#")) return;
        if (text.startsWith(" ")) fill(text);
        else if (text.startsWith("case ")) beginCase(text.substring("case ".length()));
        else beginMatrix(text);
    }

    private void beginCase(String name) {
        endCase();
        if (cases.stream().anyMatch(golden -> golden.name().equals(name)))
            throw error("there are two cases '" + name + "'");
        caseName = name;
        matrices = new LinkedHashMap<>();
    }

    private void beginMatrix(String header) {
        endMatrix();
        if (!header.matches("\\S+ \\d+×\\d+")) throw error("'" + header + "' is no name with a shape");
        if (matrices == null) throw error("a matrix stands before the first case");
        String[] words = header.split("[ ×]");
        matrixName = words[0];
        matrix = Matrix.zeros(Integer.parseInt(words[1]), Integer.parseInt(words[2])).inDouble();
        filled = 0;
        if (matrices.put(matrixName, matrix) != null) throw error("there are two matrices " + matrixName);
    }

    private void fill(String numbers) {
        if (matrix == null) throw error("these numbers belong to no matrix");
        for (String number : numbers.strip().split("\\s+")) {
            if (filled == matrix.getNumElements()) throw error(matrixName + " has more numbers than " + matrix.shape());
            matrix.set(filled++, Double.parseDouble(number));
        }
    }

    private void endMatrix() {
        if (matrix != null && filled < matrix.getNumElements())
            throw error(matrixName + " before it is " + matrix.shape() + ", but has " + filled + " numbers");
        matrix = null;
    }

    private void endCase() {
        endMatrix();
        if (matrices != null) cases.add(new Golden(subject, caseName, matrices));
    }

    private AssertionError error(String what) {
        return new AssertionError(subject + ".txt, line " + line + ": " + what);
    }
}
