package generative.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import generative.UserException;
import generative.math.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/// Named matrices in a file of the safetensors format, which the Python world reads too.
///
/// ```
/// 8 bytes      n, the length of the header, little-endian
/// n bytes      JSON: {"__metadata__": {text: text}, name: {"dtype": "F32", "shape": [r, c], "data_offsets": [from, to]}, …}
/// the rest     the numbers, little-endian, row-major, where the offsets say
/// ```
/// F32 and F64 are read and written; a tensor of one dimension is read as a row. The metadata hold a check sum of the numbers
/// (CRC-32C), so that a file that was cut short or changed is recognised. Nothing is allocated that the file's size does not
/// bear out, whatever its header claims.
///
/// @param metadata text by name
/// @param tensors  matrices by name, in the order of the file
public record Safetensors(Map<String, String> metadata, Map<String, Matrix> tensors) {

    private static final String CHECKSUM = "crc32c";
    private static final int PIECE = 1 << 16;                              // bytes in one transfer

    /// Writes the file in one piece or not at all.
    public void write(Path file) {
        CRC32C crc = new CRC32C();
        for (Matrix m : tensors.values()) forEachPiece(m, crc::update);
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put(CHECKSUM, Long.toHexString(crc.getValue()));
        byte[] header = header(all);
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
            out.write(header);
            for (Matrix m : tensors.values()) writePieces(m, out);
        });
    }

    private byte[] header(Map<String, String> all) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("__metadata__");
            for (var entry : all.entrySet()) json.writeStringField(entry.getKey(), entry.getValue());
            json.writeEndObject();
            long offset = 0;
            for (var entry : tensors.entrySet()) {
                Matrix m = entry.getValue();
                long end = offset + (long) m.getNumElements() * bytesEach(m);
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("dtype", m.isFloat() ? "F32" : "F64");
                json.writeFieldName("shape");
                json.writeArray(new int[] {m.numRows(), m.numCols()}, 0, 2);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {offset, end}, 0, 2);
                json.writeEndObject();
                offset = end;
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        while (bytes.size() % 8 != 0) bytes.write(' ');                    // the numbers begin at a multiple of 8
        return bytes.toByteArray();
    }

    /// Reads a file.
    ///
    /// @throws UserException if it is missing, no such file, cut short or changed: one sentence that names the file
    public static Safetensors read(Path file) {
        return read(file, name -> true);
    }

    /// Reads those tensors of a file whose names are wanted; others may be of any type and shape, and the check sum of this project is
    /// not looked at if any are left out.
    ///
    /// @throws UserException as [#read(Path)] does
    public static Safetensors read(Path file, Predicate<String> wanted) {
        if (!Files.isRegularFile(file)) throw new UserException("There is no file " + file + "; check the path.");
        try (FileChannel channel = FileChannel.open(file)) {
            SafetensorsHeader header = SafetensorsHeader.read(file, channel, wanted);
            CRC32C crc = new CRC32C();
            Map<String, Matrix> tensors = new LinkedHashMap<>();
            for (var entry : header.entries().entrySet())
                tensors.put(entry.getKey(), readMatrix(file, channel, header.dataStart(), entry.getValue(), crc));
            String expected = header.metadata().get(CHECKSUM);
            if (expected != null && header.isWhole() && !expected.equals(Long.toHexString(crc.getValue())))
                throw new UserException(file + " is damaged: the check sum of its numbers is "
                        + Long.toHexString(crc.getValue()) + " where the header says " + expected + "; use an earlier file.");
            return new Safetensors(header.metadata(), tensors);
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e) + "); check that it is a readable file.", e);
        }
    }

    private static Matrix readMatrix(Path file, FileChannel channel, long dataStart, SafetensorsHeader.Entry entry, CRC32C crc)
            throws IOException {
        Matrix m = Matrix.zeros(entry.rows(), entry.cols());
        if (entry.isDouble()) m = m.inDouble();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, entry.to() - entry.from())).order(ByteOrder.LITTLE_ENDIAN);
        int each = bytesEach(m), i = 0;
        for (long at = dataStart + entry.from(), end = dataStart + entry.to(); at < end; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            while (buffer.hasRemaining()) {
                int got = channel.read(buffer, at);
                if (got < 0) throw new UserException(file + " ends at byte " + at + " in the middle of its numbers; use an earlier file.");
                at += got;
            }
            crc.update(buffer.flip());
            buffer.rewind();
            while (buffer.remaining() >= each) m.set(i++, m.isFloat() ? buffer.getFloat() : buffer.getDouble());
        }
        return m;
    }

    private interface Piece {
        void take(byte[] bytes, int from, int length);
    }

    private static void forEachPiece(Matrix m, Piece piece) {
        ByteBuffer buffer = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < m.getNumElements(); i++) {
            if (m.isFloat()) buffer.putFloat((float) m.get(i));
            else buffer.putDouble(m.get(i));
            if (!buffer.hasRemaining() || i == m.getNumElements() - 1) {
                piece.take(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
    }

    private static void writePieces(Matrix m, OutputStream out) throws IOException {
        IOException[] failure = new IOException[1];
        forEachPiece(m, (bytes, from, length) -> {
            try {
                if (failure[0] == null) out.write(bytes, from, length);
            } catch (IOException e) {
                failure[0] = e;
            }
        });
        if (failure[0] != null) throw failure[0];
    }

    private static int bytesEach(Matrix m) {
        return m.isFloat() ? Float.BYTES : Double.BYTES;
    }
}
