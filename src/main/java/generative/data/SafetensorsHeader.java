package generative.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import generative.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What the first part of a [Safetensors] file says about the rest, checked against the file's real size.
///
/// @param isWhole whether every tensor of the file is among the entries
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> entries, long dataStart, boolean isWhole) {

    private static final int LARGEST_HEADER = 100_000_000, SKIPPED = -1;

    /// One tensor: its type, its shape as a matrix, and where its bytes lie, counted from the start of the data.
    record Entry(boolean isDouble, int rows, int cols, long from, long to) { }

    /// @param wanted the names of the tensors that will be read; others may be of any type and shape, and are in no entry
    static SafetensorsHeader read(Path file, FileChannel channel, Predicate<String> wanted) throws IOException {
        long size = channel.size();
        if (size < 10) throw bad(file, "it has only " + size + " bytes");
        long length = buffer(channel, 0, 8).getLong();
        if (length < 2 || length > size - 8 || length > LARGEST_HEADER)
            throw bad(file, "its header claims " + Long.toUnsignedString(length) + " bytes and the file has " + size);
        byte[] json = buffer(channel, 8, (int) length).array();
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Entry> all = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(new String(json, StandardCharsets.UTF_8))) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "its header is no JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                expect(parser.nextToken() == JsonToken.START_OBJECT, "the entry " + name + " is no JSON object");
                if (name.equals("__metadata__")) readMetadata(parser, metadata);
                else {
                    Entry entry = readEntry(parser, name, wanted.test(name));
                    all.add(entry);
                    if (wanted.test(name) && entries.put(name, entry) != null) throw new Malformed("it names " + name + " twice");
                }
            }
        } catch (JsonProcessingException e) {
            throw bad(file, "its header is not JSON (" + e.getOriginalMessage() + ")");
        } catch (Malformed e) {
            throw bad(file, e.getMessage());
        }
        checkLayout(file, size - 8 - length, all);
        return new SafetensorsHeader(metadata, entries, 8 + length, all.size() == entries.size());
    }

    /// Every tensor begins where the one before it ends, and the last one ends with the file.
    private static void checkLayout(Path file, long dataBytes, List<Entry> inOrder) {
        inOrder.sort(java.util.Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long at = 0;
        for (Entry e : inOrder) {
            long bytes = e.rows == SKIPPED ? Math.max(0, e.to - e.from) : (long) e.rows * e.cols * (e.isDouble ? 8 : 4);
            if (e.from != at || e.to - e.from != bytes)
                throw bad(file, "a tensor of " + e.rows + "×" + e.cols + " is said to lie in bytes " + e.from + " to " + e.to
                        + " of the data, after " + at);
            at = e.to;
        }
        if (at != dataBytes) throw bad(file, "its tensors need " + at + " bytes and the file has " + dataBytes);
    }

    private static void readMetadata(JsonParser parser, Map<String, String> metadata) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            expect(parser.nextToken() == JsonToken.VALUE_STRING, "the metadata " + name + " is no text");
            metadata.put(name, parser.getText());
        }
    }

    private static Entry readEntry(JsonParser parser, String name, boolean wanted) throws IOException {
        String type = null;
        long[] shape = null, offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "dtype" -> type = parser.getText();
                case "shape" -> shape = numbers(parser, value, name);
                case "data_offsets" -> offsets = numbers(parser, value, name);
                default -> throw new Malformed("the tensor " + name + " has an unknown field " + field);
            }
        }
        expect(type != null && shape != null && offsets != null, "the tensor " + name + " lacks dtype, shape or data_offsets");
        if (!wanted && offsets.length == 2) return new Entry(false, SKIPPED, 0, offsets[0], offsets[1]);
        expect(type.equals("F32") || type.equals("F64"), "the tensor " + name + " has numbers of type " + type + ", not F32 or F64");
        expect(shape.length <= 2 && offsets.length == 2, "the tensor " + name + " is no matrix");
        long rows = shape.length < 2 ? 1 : shape[0], cols = shape.length == 0 ? 1 : shape[shape.length - 1];
        expect(rows >= 0 && cols >= 0 && rows <= Integer.MAX_VALUE && cols <= Integer.MAX_VALUE
                && rows * cols <= Integer.MAX_VALUE - 8, "the tensor " + name + " has an impossible shape " + rows + "×" + cols);
        return new Entry(type.equals("F64"), (int) rows, (int) cols, offsets[0], offsets[1]);
    }

    private static long[] numbers(JsonParser parser, JsonToken start, String name) throws IOException {
        expect(start == JsonToken.START_ARRAY, "the tensor " + name + " has no list of numbers where one belongs");
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            expect(numbers.size() < 8 && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                    "the tensor " + name + " has an impossible shape or place");
            numbers.add(parser.getLongValue());
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY, "the tensor " + name + " has something else in a list of numbers");
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static ByteBuffer buffer(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) { }
        return buffer.flip();
    }

    private static void expect(boolean holds, String complaint) {
        if (!holds) throw new Malformed(complaint);
    }

    private static UserException bad(Path file, String what) {
        return new UserException(file + " is no whole safetensors file: " + what + "; use an earlier file or make it again.");
    }

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String what) {
            super(what);
        }
    }
}
