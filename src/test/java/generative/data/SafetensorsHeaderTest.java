package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.SafetensorsHeader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsHeaderTest {

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("net.safetensors");
    }

    /// Writes a file of this header and so many bytes of numbers, single quotes standing for double ones.
    private SafetensorsHeader header(long claimed, String json, int numbers) throws IOException {
        byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Files.write(file(), ByteBuffer.allocate(8 + text.length + numbers).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed).put(text).array());
        try (FileChannel channel = FileChannel.open(file())) {
            return SafetensorsHeader.read(file(), channel, name -> true);
        }
    }

    private SafetensorsHeader header(String json, int numbers) throws IOException {
        return header(json.getBytes(StandardCharsets.UTF_8).length, json, numbers);
    }

    private AbstractThrowableAssert<?, ?> assertRefuses(String json, int numbers) {
        return assertThatThrownBy(() -> header(json, numbers)).isInstanceOf(UserException.class);
    }

    private String sentence(String what) {
        return file() + " is no whole safetensors file: " + what + "; use an earlier file or make it again.";
    }

    private static String tensor(String type, String shape, String offsets) {
        return "{'x':{'dtype':'" + type + "','shape':" + shape + ",'data_offsets':" + offsets + "}}";
    }

    @Test
    void whatOthersWriteIsRead() throws IOException {
        SafetensorsHeader header = header("{'b':{'shape':[3],'data_offsets':[8,20],'dtype':'F32'},"
                + "'__metadata__':{'format':'pt'},'a':{'dtype':'F64','shape':[],'data_offsets':[0,8]}}  ", 20);
        assertThat(header.metadata()).containsExactly(java.util.Map.entry("format", "pt"));
        assertThat(header.entries().get("b")).as("a list is a row").isEqualTo(new Entry(false, 1, 3, 8, 20));
        assertThat(header.entries().get("a")).as("a number is 1×1").isEqualTo(new Entry(true, 1, 1, 0, 8));
        assertThat(header.dataStart()).isEqualTo(Files.size(file()) - 20);
    }

    @Test
    void aTensorWithoutElements() throws IOException {
        assertThat(header(tensor("F32", "[0,5]", "[0,0]"), 0).entries().get("x"))
                .isEqualTo(new Entry(false, 0, 5, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 50, 99_999_999_999L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void anAbsurdLengthIsRefusedBeforeAnythingIsAllocated(long claimed) {
        assertThatThrownBy(() -> header(claimed, "{}      ", 0)).isInstanceOf(UserException.class)
                .hasMessage(sentence("its header claims " + Long.toUnsignedString(claimed)
                        + " bytes and the file has 16"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9})
    void aFileOfAFewBytes(int size) throws IOException {
        Files.write(file(), new byte[size]);
        try (FileChannel channel = FileChannel.open(file())) {
            assertThatThrownBy(() -> SafetensorsHeader.read(file(), channel, name -> true)).isInstanceOf(UserException.class)
                    .hasMessage(sentence("it has only " + size + " bytes"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "F16  | [2,2]       | [0,8]   | the tensor x has numbers of type F16, not F32 or F64",
        "F32  | [1,2,2]     | [0,16]  | the tensor x is no matrix",
        "F32  | [2,2]       | [0]     | the tensor x is no matrix",
        "F32  | [-2,2]      | [0,16]  | the tensor x has an impossible shape -2×2",
        "F32  | [65536,65536] | [0,16] | the tensor x has an impossible shape 65536×65536",
        "F32  | [4294967296,1] | [0,16] | the tensor x has an impossible shape 4294967296×1",
        "F32  | [3037000500,3037000500] | [0,16] | the tensor x has an impossible shape 3037000500×3037000500",
        "F32  | [99999999999999999999,1] | [0,16] | the tensor x has an impossible shape or place",
        "F32  | [1,1,1,1,1,1,1,1,1] | [0,16] | the tensor x has an impossible shape or place",
        "F32  | [2.5,2]     | [0,16]  | the tensor x has something else in a list of numbers",
        "F32  | 4           | [0,16]  | the tensor x has no list of numbers where one belongs",
        "F32  | [2,2]       | [4,20]  | a tensor of 2×2 is said to lie in bytes 4 to 20 of the data, after 0",
        "F32  | [2,2]       | [0,12]  | a tensor of 2×2 is said to lie in bytes 0 to 12 of the data, after 0",
        "F64  | [2,2]       | [0,16]  | a tensor of 2×2 is said to lie in bytes 0 to 16 of the data, after 0",
        "F32  | [2,2]       | [16,0]  | a tensor of 2×2 is said to lie in bytes 16 to 0 of the data, after 0",
        "F32  | [1,2]       | [0,8]   | its tensors need 8 bytes and the file has 16"})
    void aTensorThatCannotBe(String type, String shape, String offsets, String what) {
        assertRefuses(tensor(type, shape, offsets), 16).hasMessage(sentence(what));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[1,2]                    | its header is no JSON object",
        "`  `                     | its header is no JSON object",
        "{'x':5}                  | the entry x is no JSON object",
        "{'x':{}}                 | the tensor x lacks dtype, shape or data_offsets",
        "{'x':{'dtype':'F32'}}    | the tensor x lacks dtype, shape or data_offsets",
        "{'x':{'colour':'red'}}   | the tensor x has an unknown field colour",
        "{'__metadata__':{'a':1}} | the metadata a is no text"})
    void aHeaderThatSaysSomethingElse(String json, String what) {
        assertRefuses(json, 0).hasMessage(sentence(what));
    }

    @Test
    void aNameThatIsThereTwice() {
        String one = "'x':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}";
        assertRefuses("{" + one + "," + one + "}", 0).hasMessage(sentence("it names x twice"));
    }

    @Test
    void tensorsThatOverlap() {
        assertRefuses("{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                + "'y':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}", 12)
                .hasMessage(sentence("a tensor of 1×2 is said to lie in bytes 4 to 12 of the data, after 8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'x':", "{'x'}", "{nonsense}", "{\0\0\0\0}", "{'x':{'dtype':'F32'",
            "{'__metadata__':{'a':'b'}"})
    void aHeaderThatIsNotJson(String json) {
        assertRefuses(json, 0).hasMessageStartingWith(file() + " is no whole safetensors file: ")
                .hasMessageEndingWith("; use an earlier file or make it again.").hasMessageNotContaining("\n");
    }

    /// Any damage of the header ends in one sentence, or is harmless; never in another exception.
    @Test
    void aHeaderWithBytesThatWereChanged() throws IOException {
        byte[] good = tensor("F32", "[2,2]", "[0,16]").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            byte[] all = ByteBuffer.allocate(8 + bad.length + 16).order(ByteOrder.LITTLE_ENDIAN).putLong(bad.length)
                    .put(bad).array();
            Files.write(file(), all);
            try (FileChannel channel = FileChannel.open(file())) {
                assertThat(SafetensorsHeader.read(file(), channel, name -> true).entries()).hasSize(1);
            } catch (UserException e) {
                assertThat(e).hasMessageStartingWith(file() + " is no whole safetensors file: ");
                assertThat(e.getMessage().lines()).as("one line").hasSize(1);
            }
        }
    }
}
