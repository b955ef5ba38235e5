package generative.data;

import generative.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// As much of a download as has arrived: `NAME.part`, beside the place where the whole file will be.
///
/// Whatever the disk refuses becomes one sentence of a [UserException], so that an `IOException` in [Download] is always
/// one of the network.
final class PartFile {

    private final Path whole, part;

    /// @param whole where the file will be when it is complete
    PartFile(Path whole) {
        this.whole = whole;
        part = whole.resolveSibling(whole.getFileName() + ".part");
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T onDisk(Work<T> work) {
        try {
            return work.run();
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);                                          // a channel closes when its thread is interrupted
        } catch (IOException e) {
            throw new UserException("Cannot write " + part + " (" + AtomicFile.reason(e) + "); make room there, or let "
                    + Datasets.VARIABLE + " name another folder, and run the command again: it goes on where it stopped.",
                    e);
        }
    }

    UserException interrupted(Exception e) {
        return new UserException("The download of " + whole.getFileName()
                + " was interrupted; run the command again: it goes on where it stopped.", e);
    }

    /// The bytes that are there.
    long size() {
        return onDisk(() -> Files.exists(part) ? Files.size(part) : 0);
    }

    void delete() {
        onDisk(() -> Files.deleteIfExists(part));
    }

    /// A writer behind the first `from` bytes; what lay there before is given up.
    Writer writer(long from) {
        return onDisk(() -> {
            Files.createDirectories(whole.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new Writer(channel.truncate(from).position(from));
        });
    }

    /// Appends to the part.
    final class Writer implements AutoCloseable {

        private final FileChannel channel;

        private Writer(FileChannel channel) {
            this.channel = channel;
        }

        void write(byte[] piece, int length) {
            onDisk(() -> {
                for (ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length); bytes.hasRemaining(); ) channel.write(bytes);
                return length;
            });
        }

        @Override public void close() {
            onDisk(() -> {
                channel.force(true);
                channel.close();
                return null;
            });
        }
    }

    /// Gives the part its final name.
    void finish() {
        onDisk(() -> Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE));
    }

    String sha256() {
        return sha256(part);
    }

    /// The SHA-256 of a file, in hexadecimal digits.
    static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[1 << 16];
            for (int got; (got = in.read(piece)) >= 0; ) digest.update(piece, 0, got);
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e)
                    + "); check that it is a readable file.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
