package generative.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes IDX files for tests, byte by byte.
final class IdxFiles {

    private IdxFiles() { }

    /// Header and content; the content is as long as it is, whatever the dimensions say.
    static byte[] idx(int type, int[] dimensions, byte... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
        bytes.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dimensions.length);
        for (int dimension : dimensions) bytes.putInt(dimension);
        return bytes.put(values).array();
    }

    /// Black images with labels 0, 1, … 9, 0, …: the four files of a set like MNIST.
    static void set(Path folder, int train, int test) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(train));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(train));
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), Archives.gzip(images(test)));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), Archives.gzip(labels(test)));
    }

    static byte[] images(int count) {
        return idx(8, new int[] {count, 28, 28}, new byte[count * 28 * 28]);
    }

    static byte[] labels(int count) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) labels[i] = (byte) (i % 10);
        return idx(8, new int[] {count}, labels);
    }
}
