package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsTest {

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("net.safetensors");
    }

    private static Map<String, Matrix> one(String name, Matrix m) {
        return Map.of(name, m);
    }

    private Path written() {
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        tensors.put("W", Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        tensors.put("b", Matrix.row(7, 8).inDouble());
        new Safetensors(Map.of("step", "12"), tensors).write(file());
        return file();
    }

    /// The file as the format's description has it, put together here.
    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= 6; i++) numbers.putFloat(i);
        numbers.putDouble(7).putDouble(8);
        CRC32C crc = new CRC32C();
        crc.update(numbers.array());
        String json = "{\"__metadata__\":{\"step\":\"12\",\"crc32c\":\"" + Long.toHexString(crc.getValue()) + "\"},"
                + "\"W\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"b\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[24,40]}}";
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(written())).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        byte[] header = new byte[length], rest = new byte[bytes.remaining() - length];
        bytes.get(header).get(rest);
        assertThat(length % 8).as("the numbers are aligned").isZero();
        assertThat(new String(header, StandardCharsets.UTF_8).strip()).isEqualTo(json);
        assertThat(rest).isEqualTo(numbers.array());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Safetensors read = Safetensors.read(written());
        assertThat(read.metadata()).containsEntry("step", "12");
        assertThat(read.tensors().keySet()).containsExactly("W", "b");
        assertThat(read.tensors().get("W").isFloat()).isTrue();
        assertThat(read.tensors().get("W").shape()).isEqualTo("2×3");
        assertThat(read.tensors().get("W").floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.tensors().get("b").isFloat()).isFalse();
        assertThat(read.tensors().get("b").get(0, 1)).isEqualTo(8);
    }

    @Test
    void everyBitOfAFloatSurvives() {
        float[] values = {0, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN,
                (float) Math.PI};
        new Safetensors(Map.of(), one("x", Matrix.wrap(1, 7, values))).write(file());
        float[] read = Safetensors.read(file()).tensors().get("x").floats();
        for (int i = 0; i < 7; i++)
            assertThat(Float.floatToIntBits(read[i])).isEqualTo(Float.floatToIntBits(values[i]));
    }

    @Test
    void everyBitOfADoubleSurvives() {
        Matrix x = Matrix.zeros(1, 3).inDouble();
        x.set(0, Math.PI);
        x.set(1, Double.MIN_VALUE);
        x.set(2, -0.0);
        new Safetensors(Map.of(), one("x", x)).write(file());
        Matrix read = Safetensors.read(file()).tensors().get("x");
        for (int i = 0; i < 3; i++)
            assertThat(Double.doubleToLongBits(read.get(i))).isEqualTo(Double.doubleToLongBits(x.get(i)));
    }

    /// 65,536 bytes go in one transfer, that is 16,384 floats.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 40_000})
    void aMatrixOfAnySize(int cols) {
        Matrix x = Randoms.gaussian(1, cols, 1, Randoms.of(4));
        for (Matrix m : new Matrix[] {x, x.inDouble()}) {
            new Safetensors(Map.of(), one("x", m)).write(file());
            Matrix read = Safetensors.read(file()).tensors().get("x");
            assertThat(read.numCols()).isEqualTo(cols);
            for (int i = 0; i < cols; i++) if (read.get(i) != m.get(i))
                assertThat(read.get(i)).as("number %d", i).isEqualTo(m.get(i));
        }
    }

    @Test
    void namesAndTextsMayHoldAnything() {
        Map<String, String> metadata = Map.of("a \"quoted\" name\n", "größer ≥ \\ 1");
        new Safetensors(metadata, one("layer.0/W \"x\"", Matrix.row(1))).write(file());
        Safetensors read = Safetensors.read(file());
        assertThat(read.metadata()).containsAllEntriesOf(metadata);
        assertThat(read.tensors()).containsOnlyKeys("layer.0/W \"x\"");
    }

    @Test
    void nothingAtAll() {
        new Safetensors(Map.of(), Map.of()).write(file());
        assertThat(Safetensors.read(file()).tensors()).isEmpty();
        assertThat(Safetensors.read(file()).metadata()).containsOnlyKeys("crc32c");
    }

    @Test
    void writingTwiceLeavesTheSecond() {
        written();
        new Safetensors(Map.of(), one("c", Matrix.row(9))).write(file());
        assertThat(Safetensors.read(file()).tensors()).containsOnlyKeys("c");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> Safetensors.read(file())).isInstanceOf(UserException.class)
                .hasMessage("There is no file " + file() + "; check the path.");
        assertThatThrownBy(() -> Safetensors.read(folder))
                .hasMessage("There is no file " + folder + "; check the path.");
    }

    @Test
    void numbersThatWereChangedAreNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        bytes[bytes.length - 20] ^= 1;
        Files.write(file(), bytes);
        assertThatThrownBy(() -> Safetensors.read(file())).isInstanceOf(UserException.class)
                .hasMessageMatching(java.util.regex.Pattern.quote(file().toString())
                        + " is damaged: the check sum of its numbers is [0-9a-f]+ "
                        + "where the header says [0-9a-f]+; use an earlier file\\.");
    }

    @ParameterizedTest
    @CsvSource({"1, 39", "40, 0", "13, 27"})
    void aFileThatIsCutShortInItsNumbers(int missing, int left) throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - missing));
        assertThatThrownBy(() -> Safetensors.read(file())).isInstanceOf(UserException.class).hasMessage(file()
                + " is no whole safetensors file: its tensors need 40 bytes and the file has " + left
                + "; use an earlier file or make it again.");
    }

    @Test
    void aFileThatGoesOn() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length + 3));
        assertThatThrownBy(() -> Safetensors.read(file())).isInstanceOf(UserException.class).hasMessage(file()
                + " is no whole safetensors file: its tensors need 40 bytes and the file has 43; "
                + "use an earlier file or make it again.");
    }

    @Test
    void aFileThatIsCutAnywhereIsRefusedInOneSentence() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Safetensors.read(file())).as("the first %d bytes", length)
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(file() + " is no whole safetensors file: ");
        }
    }
}
