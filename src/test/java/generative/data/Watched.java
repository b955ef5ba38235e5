package generative.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Notes what a fetch tells; and makes contents for it.
final class Watched implements PublicDataSet.Watch {

    final List<String> told = new ArrayList<>();
    long received;

    @Override public void received(RemoteFile file, long bytes) {
        received = bytes;
    }

    @Override public void verified(RemoteFile file, String sha256) {
        told.add(file.name() + " " + sha256);
    }

    @Override public void unpacking(RemoteFile file) {
        told.add("unpacking " + file.name());
    }

    /// Bytes that do not repeat soon.
    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (i * 31 + i / 251);
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// A file of 3 GB that takes no room on the disk.
    static Path huge(Path file) throws IOException {
        try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
            empty.setLength(3L << 30);
        }
        return file;
    }
}
