package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

final class GunzipTest {

    private static InputStream open(byte[] packed) throws IOException {
        return Gunzip.open(new ByteArrayInputStream(packed), packed.length);
    }

    private static byte[] times(int n, byte[] piece) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < n; i++) all.writeBytes(piece);
        return all.toByteArray();
    }

    @Test
    void allPartsOfAFileComeOneAfterTheOther() throws IOException {
        byte[] content = Watched.bytes(100_000);
        assertThat(open(times(3, Archives.gzip(content))).readAllBytes()).isEqualTo(times(3, content));
        InputStream in = open(Archives.gzip(content));
        assertThat(in.read()).isEqualTo(content[0] & 255);
        in.skipNBytes(99_998);
        assertThat(in.read()).isEqualTo(content[99_999] & 255);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.skip(5)).isZero();
    }

    /// The JDK's own stream ends in a StackOverflowError.
    @Test
    void emptyPartsWithoutEndAreRefused() throws IOException {
        InputStream in = open(times(300_000, Archives.gzip(new byte[0])));
        assertThatThrownBy(in::read).isInstanceOf(ZipException.class).hasMessage("it is made of thousands of empty parts");
    }

    @Test
    void aHundredTimesItsSizeMayComeOutOfAFileAndAlways16Megabytes() throws IOException {
        assertThatCode(() -> Gunzip.requireHonest(16 << 20, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Gunzip.requireHonest((16 << 20) + 1, 1))
                .hasMessage("more than 16777216 bytes would come out of 1");
        assertThatCode(() -> Gunzip.requireHonest(300_000_000_000L, 3_000_000_000L)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Gunzip.requireHonest(300_000_000_001L, 3_000_000_000L)).isInstanceOf(ZipException.class);
        InputStream in = open(Archives.gzip(new byte[17 << 20]));
        assertThatThrownBy(() -> in.skipNBytes(17 << 20)).hasMessageStartingWith("more than 16777216 bytes would come out of 1");
    }
}
