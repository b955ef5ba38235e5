package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WavTest {

    @TempDir
    Path folder;

    private final Wav sound = new Wav(new float[] {0, 1, -1, .5f, 1 / 32767f}, 12_000);

    @Test
    void whatIsWrittenIsRead() {
        Path file = sound.write(folder.resolve("deeper").resolve("sound.wav"));
        Wav back = Wav.read(file);
        assertThat(back.rate()).isEqualTo(12_000);
        assertThat(back.samples()).containsExactly(0, 1, -1, 16384 / 32767f, 1 / 32767f);
        assertThat(back.bytes()).isEqualTo(sound.bytes());
        assertThat(back).hasToString("a sound of 5 samples, 0.000 s");
    }

    @Test
    void whatIsTooLoudIsClippedAndWhatIsNoNumberIsSilent() {
        Wav loud = new Wav(new float[] {2, -3, Float.POSITIVE_INFINITY, Float.NaN}, 8000);
        assertThat(Wav.read(loud.write(folder.resolve("loud.wav"))).samples()).containsExactly(1, -1, 1, 0);
        assertThat(Wav.read(new Wav(new float[0], 8000).write(folder.resolve("none.wav"))).samples()).isEmpty();
    }

    /// The JDK's own reader.
    @Test
    void othersCanReadIt() throws Exception {
        Path file = sound.write(folder.resolve("sound.wav"));
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat format = in.getFormat();
            assertThat(format.getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_SIGNED);
            assertThat(format.getSampleRate()).isEqualTo(12_000);
            assertThat(format.getChannels()).isEqualTo(1);
            assertThat(format.getSampleSizeInBits()).isEqualTo(16);
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes())
                    .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.remaining()).isEqualTo(10);
            assertThat(new short[] {bytes.getShort(), bytes.getShort(), bytes.getShort(), bytes.getShort(), bytes.getShort()})
                    .containsExactly((short) 0, (short) 32767, (short) -32767, (short) 16384, (short) 1);
        }
    }

    /// A part of odd length, with a byte behind it that fills up, and the lowest sample of all.
    @Test
    void otherPartsArePassedOver() throws Exception {
        byte[] plain = new Wav(new float[] {.25f, -1}, 8000).bytes();
        plain[46] = 0;
        plain[47] = (byte) 0x80;                                                // −32768
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(plain, 0, 12);
        bytes.write(new byte[] {'L', 'I', 'S', 'T', 3, 0, 0, 0, 'a', 'b', 'c', 0});
        bytes.write(plain, 12, plain.length - 12);
        assertThat(Wav.read(Files.write(folder.resolve("list.wav"), bytes.toByteArray())).samples())
                .containsExactly(8192 / 32767f, -1);
    }

    @Test
    void filesThatAreNoSounds() throws Exception {
        byte[] good = sound.bytes();
        refused(new byte[0], "it does not begin as a WAV file does");
        refused("RIFF but no wave".getBytes(), "it does not begin as a WAV file does");
        refused(Arrays.copyOf(good, 12), "it has no part 'fmt '");
        refused(Arrays.copyOf(good, 36), "it has no part 'data'");
        refused(Arrays.copyOf(good, 50), "it ends after 6 of the 10 bytes of its part 'data'");
        refused(with(good, 20, 3), "it has kind 3, 1 channels and 16 bits where kind 1, 1 channel and 16 bits are wanted");
        refused(with(good, 22, 2), "it has kind 1, 2 channels and 16 bits where kind 1, 1 channel and 16 bits are wanted");
        refused(with(good, 34, 8), "it has kind 1, 1 channels and 8 bits where kind 1, 1 channel and 16 bits are wanted");
        refused(with(with(good, 24, 0), 25, 0), "it claims 0 samples a second");
        refused(with(good, 43, 0xff), "it ends after 10 of the 4278190090 bytes of its part 'data'");
        refused(with(Arrays.copyOf(good, 36), 16, 14), "its part 'fmt ' has only 14 bytes");
        Path none = folder.resolve("none.wav");
        assertThatThrownBy(() -> Wav.read(none)).isInstanceOf(UserException.class)
                .hasMessage("There is no file " + none + "; check the path.");
    }

    private static byte[] with(byte[] bytes, int place, int value) {
        byte[] changed = bytes.clone();
        changed[place] = (byte) value;
        return changed;
    }

    private void refused(byte[] bytes, String what) throws Exception {
        Path file = Files.write(folder.resolve("bad.wav"), bytes);
        assertThatThrownBy(() -> Wav.read(file)).isInstanceOf(UserException.class)
                .hasMessage(file + " is no WAV file that can be read here, since " + what
                        + "; save the sound as 16-bit PCM with one channel.");
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefused() throws Exception {
        Path huge = Watched.huge(folder.resolve("huge.wav"));
        assertThatThrownBy(() -> Wav.read(huge)).isInstanceOf(UserException.class)
                .hasMessage("Cannot read " + huge + " (3221225472 bytes are more than fit into memory here, " + WholeFile.most()
                        + "); check that it is a readable file.");
    }
}
