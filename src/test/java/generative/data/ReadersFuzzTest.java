package generative.data;

import static org.assertj.core.api.Assertions.assertThat;

import generative.ReaderFuzz;
import generative.SafetensorsMutants;
import generative.UserException;
import generative.data.Cifar.Kind;
import generative.data.RemoteFile.Member;
import generative.math.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged files of data: sets of images, archives, texts, sounds, safetensors.
@Tag("fuzz")
@Execution(ExecutionMode.CONCURRENT)
final class ReadersFuzzTest {

    private static final UnaryOperator<byte[]> GZIP = Archives::gzip, SIGNED = ReadersFuzzTest::signedTarGz;

    static Stream<ReaderFuzz> readers() {
        return Stream.of(idx(), idxLabels(), idxGzip(), cifar10(), cifar100(), stl10(), stl10Images(), cifarArchive(), tar(), zip(), safetensors(), wav(),
                text(), jsonLine());
    }

    @ParameterizedTest
    @MethodSource("readers")
    void whateverStandsInAFileItIsReadOrRefused(ReaderFuzz reader) throws Exception {
        reader.run();
    }

    private static byte[] images() {
        return IdxFiles.idx(8, new int[] {3, 4, 2}, Watched.bytes(24));
    }

    private static Matrix images(Path file) {
        Matrix x = Idx.images(file);
        assertThat(x.numCols()).isNotNegative();
        return x;
    }

    private static ReaderFuzz idx() {
        return new ReaderFuzz("IDX images", "digits-idx3-ubyte", ReadersFuzzTest::images).file(images())
                .file(IdxFiles.idx(8, new int[] {1, 1, 1}, (byte) 7)).file(IdxFiles.idx(8, new int[] {0, 28, 28}));
    }

    private static ReaderFuzz idxLabels() {
        return new ReaderFuzz("IDX labels", "labels-idx1-ubyte", Idx::labels).file(IdxFiles.labels(30)).file(IdxFiles.labels(0));
    }

    private static ReaderFuzz idxGzip() {
        return new ReaderFuzz("IDX, gzipped", "digits-idx3-ubyte.gz", ReadersFuzzTest::images).file(GZIP.apply(images()))
                .file(images(), GZIP).file(IdxFiles.images(2), GZIP);
    }

    private static byte[] record(int labels) {
        byte[] record = new byte[labels + 3072];
        Arrays.fill(record, 0, labels + 5, (byte) 3);
        return record;
    }

    private static ReaderFuzz cifar10() {
        return new ReaderFuzz("CIFAR-10", "data_batch_1.bin", file -> Cifar.load(Kind.CIFAR10, file.getParent())).file(record(1))
                .beside("test_batch.bin", record(1)).beside("data_batch_2.bin", record(1));
    }

    private static ReaderFuzz cifar100() {
        return new ReaderFuzz("CIFAR-100", "train.bin", file -> Cifar.load(Kind.CIFAR100, file.getParent())).file(record(2))
                .beside("test.bin", record(2));
    }

    private static ReaderFuzz stl10() {
        return new ReaderFuzz("STL-10 labels", "train_y.bin", file -> Stl10.load(Stl10.Part.TRAIN, file.getParent(), 1)).file(new byte[] {3})
                .file(new byte[] {10}).beside("train_X.bin", new byte[3 * 96 * 96]);
    }

    private static ReaderFuzz stl10Images() {
        return new ReaderFuzz("STL-10 images", "test_X.bin", file -> Stl10.load(Stl10.Part.TEST, file.getParent(), 1)).file(new byte[3 * 96 * 96])
                .beside("test_y.bin", new byte[] {1});
    }

    private static byte[] tarOf(byte[]... entries) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (byte[] entry : entries) tar.writeBytes(entry);
        tar.writeBytes(new byte[1024]);
        return tar.toByteArray();
    }

    /// Packed again after the sums of all headers were put right.
    private static byte[] signedTarGz(byte[] tar) {
        for (int at = 0; at + 512 <= tar.length; at += 512)
            if (new String(tar, at + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
                byte[] header = Arrays.copyOfRange(tar, at, at + 512);
                Archives.sign(header);
                System.arraycopy(header, 0, tar, at, 512);
            }
        return Archives.gzip(tar);
    }

    private static ReaderFuzz cifarArchive() {
        byte[] tar = tarOf(Archives.entry("cifar/readme", '0', Watched.bytes(9)),
                Archives.entry("cifar/data_batch_1.bin", '0', record(1)),
                Archives.entry("cifar/test_batch.bin", '0', record(1)));
        return new ReaderFuzz("CIFAR-10, tar.gz", "cifar.tar.gz", file -> Cifar.load(Kind.CIFAR10, file.getParent()))
                .file(GZIP.apply(tar)).file(tar, GZIP).file(tar, SIGNED);
    }

    private static final List<Member> MEMBERS = List.of(new Member("train.bin", 700), new Member("names.txt", RemoteFile.SMALL));

    /// Unpacks, and looks whether anything was written that ought not to.
    private static Object unpack(Path archive) throws IOException {
        Path folder = archive.getParent();
        Set<String> allowed = Set.of(archive.getFileName().toString());
        try {
            Unpacking.unpack(archive, MEMBERS, folder);
            allowed = Set.of(archive.getFileName().toString(), "train.bin", "names.txt");
        } finally {
            try (var files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet())).isEqualTo(allowed);
            }
        }
        for (Member member : MEMBERS) Files.delete(folder.resolve(member.name()));
        return archive;
    }

    private static ReaderFuzz tar() {
        byte[] tar = tarOf(Archives.entry("set/", '5', new byte[0]), Archives.entry("set/train.bin", '0', Watched.bytes(700)),
                Archives.entry("set/x", '2', new byte[0]), Archives.entry("names.txt", '0', Watched.text("cat\ndog\n")));
        return new ReaderFuzz("archive, tar.gz", "set.tar.gz", ReadersFuzzTest::unpack).file(GZIP.apply(tar)).file(tar, GZIP)
                .file(tar, SIGNED).file(tar, SIGNED);
    }

    private static ReaderFuzz zip() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("set/", new byte[0]);
        files.put("set/train.bin", Watched.bytes(700));
        files.put("other", Watched.bytes(9));
        files.put("names.txt", Watched.text("cat\ndog\n"));
        return new ReaderFuzz("archive, zip", "set.zip", ReadersFuzzTest::unpack).file(Archives.zip(files));
    }

    private static ReaderFuzz safetensors() {
        byte[] header = Watched.text("{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"W\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"b\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[24,40]}}");
        byte[] summed = Watched.text("{\"__metadata__\":{\"crc32c\":\"595fb7dd\"},"
                + "\"W\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[0,40]}}");
        ReaderFuzz reader = new ReaderFuzz("safetensors", "net.safetensors",
                file -> Safetensors.read(file, name -> !name.equals("b")));
        for (byte[] one : List.of(header, summed)) SafetensorsMutants.add(reader, SafetensorsMutants.file(one, new byte[40]));
        return reader;
    }

    private static ReaderFuzz wav() {
        byte[] bytes = new Wav(new float[] {0, 1, -1, .5f}, 8000).bytes();
        ByteArrayOutputStream odd = new ByteArrayOutputStream();
        odd.write(bytes, 0, 12);
        odd.writeBytes(new byte[] {'L', 'I', 'S', 'T', 3, 0, 0, 0, 'a', 'b', 'c', 0});
        odd.write(bytes, 12, bytes.length - 12);
        return new ReaderFuzz("WAV", "sound.wav", Wav::read).file(bytes).file(odd.toByteArray());
    }

    private static ReaderFuzz text() {
        return new ReaderFuzz("text", "poem.txt", file -> {
            Text text = Text.read(file);
            text.train().windows(4);
            return text.validation().pieces(2);
        }).file(Watched.text("Humpty Dumpty sat on a wall, Humpty Dumpty had a great fall.\n"));
    }

    private static ReaderFuzz jsonLine() {
        return new ReaderFuzz("JSON line", "answer.json", file -> {
            try {
                return JsonLine.read(Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {                                       // what callers name its place
                throw new UserException(file + ": " + e.getMessage() + ".", e);
            }
        }).file(Watched.text("{\"a\": 1, \"b\": -2.5e-3, \"c\": \"x\\\"y\", \"d\": [1, {\"e\": 2}],"
                + " \"h\": null, \"i\": true, \"j\": NaN}"));
    }
}
