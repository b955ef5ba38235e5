package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarReaderTest {

    private static TarReader reader(byte[]... blocks) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (byte[] block : blocks) tar.writeBytes(block);
        return new TarReader(new ByteArrayInputStream(tar.toByteArray()));
    }

    private static byte[] content(TarReader reader) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] piece = new byte[100];
        for (int got; (got = reader.read(piece)) >= 0; ) content.write(piece, 0, got);
        return content.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 5000})
    void aFileOfAnySizeAndTheOneBehindIt(int size) throws IOException {
        byte[] first = Watched.bytes(size), second = Watched.text("second");
        TarReader reader = reader(Archives.entry("a/first.bin", '0', first), Archives.entry("second", '0', second),
                new byte[1024]);
        assertThat(reader.next()).isEqualTo("a/first.bin");
        assertThat(content(reader)).isEqualTo(first);
        assertThat(reader.next()).isEqualTo("second");
        assertThat(content(reader)).isEqualTo(second);
        assertThat(reader.next()).isNull();
    }

    @Test
    void contentThatIsNotReadIsPassedOver() throws IOException {
        TarReader reader = reader(Archives.entry("a", '0', Watched.bytes(700)),
                Archives.entry("b", '0', Watched.bytes(3)), new byte[1024]);
        reader.next();
        reader.read(new byte[5]);
        assertThat(reader.next()).isEqualTo("b");
        assertThat(content(reader)).isEqualTo(Watched.bytes(3));
    }

    @Test
    void foldersDevicesAndDescriptionsAreNoFiles() throws IOException {
        List<byte[]> entries = new ArrayList<>();
        for (char type : "534567xgLK".toCharArray()) entries.add(Archives.entry("not a file", type,
                Watched.bytes(type == 'x' ? 600 : 0)));
        entries.add(Archives.entry("of the old kind", '\0', Watched.bytes(1)));
        entries.add(new byte[1024]);
        TarReader reader = reader(entries.toArray(byte[][]::new));
        assertThat(reader.next()).isEqualTo("of the old kind");
        assertThat(reader.next()).isNull();
    }

    @Test
    void aLinkIsToldFromAFile() throws IOException {
        TarReader reader = reader(Archives.entry("hard", '1', new byte[0]),
                Archives.entry("file", '0', Watched.bytes(1)),
                Archives.entry("soft", '2', new byte[0]), new byte[1024]);
        assertThat(reader.next()).isEqualTo("hard");
        assertThat(reader.isLink()).isTrue();
        assertThat(reader.next()).isEqualTo("file");
        assertThat(reader.isLink()).isFalse();
        assertThat(reader.next()).isEqualTo("soft");
        assertThat(reader.isLink()).isTrue();
        assertThat(reader.next()).isNull();
    }

    @Test
    void aLongNameIsInTwoPieces() throws IOException {
        byte[] entry = Archives.entry("file.bin", '0', new byte[0]);
        System.arraycopy(Watched.text("deep/folder"), 0, entry, 345, 11);
        Archives.sign(entry);
        assertThat(reader(entry, new byte[1024]).next()).isEqualTo("deep/folder/file.bin");
    }

    @Test
    void anArchiveThatEndsInAHeader() {
        assertThatThrownBy(() -> reader(new byte[511]).next()).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> reader().next()).isInstanceOf(EOFException.class);
    }

    @Test
    void anArchiveThatEndsInAFile() throws IOException {
        TarReader reader = reader(Arrays.copyOf(Archives.entry("a", '0', Watched.bytes(700)), 512 + 650));
        reader.next();
        assertThatThrownBy(() -> content(reader)).isInstanceOf(EOFException.class);
        TarReader other = reader(Arrays.copyOf(Archives.entry("a", '0', Watched.bytes(700)), 512 + 650));
        other.next();
        assertThatThrownBy(other::next).isInstanceOf(EOFException.class);
    }

    @Test
    void aHeaderThatWasChanged() {
        byte[] entry = Archives.entry("a", '0', Watched.bytes(7));
        entry[0] = 'b';
        assertThatThrownBy(() -> reader(entry).next()).isInstanceOf(ZipException.class)
                .hasMessage("a header with a wrong sum");
    }

    @Test
    void aHeaderWithoutASize() {
        byte[] entry = Archives.entry("a", '0', Watched.bytes(7));
        Arrays.fill(entry, 124, 136, (byte) '9');
        Archives.sign(entry);
        assertThatThrownBy(() -> reader(entry).next()).isInstanceOf(ZipException.class)
                .hasMessage("a header without a size");
    }
}
