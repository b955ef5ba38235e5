package generative.data;

import generative.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A long text as bytes, of which a model reads pieces.
///
/// ```
/// bytes     0 … from … to … end      this text is from … to−1; the first 90 % are for training, the rest for validation
/// windows   N bytes from any place    for training: cut at random
/// pieces    N bytes, one after the other    for evaluation: every byte is predicted once
/// ```
/// Bytes need no alphabet: whatever the language, V is 256 (in UTF-8 a letter that is not English takes two or more of them).
public final class Text {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

    private final String name;
    private final byte[] bytes;
    private final int from, to;

    private Text(String name, byte[] bytes, int from, int to) {
        this.name = name;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /// These letters, in UTF-8.
    public static Text of(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Text(name, bytes, 0, bytes.length);
    }

    /// One of the texts among the data sets: `tinyshakespeare` (text/tinyshakespeare.txt) or `enwik8` (enwik8/enwik8).
    public static Text load(String name) {
        return load(name, Datasets.root());
    }

    static Text load(String name, Path root) {
        return switch (name) {
            case "tinyshakespeare" -> read(Datasets.folder(root, "text").resolve("tinyshakespeare.txt"));
            case "enwik8" -> read(Datasets.folder(root, "enwik8").resolve("enwik8"));
            default -> throw new UserException("There is no text " + name
                    + "; choose from tinyshakespeare and enwik8, or name a file.");
        };
    }

    /// The bytes of a file.
    ///
    /// @throws UserException one sentence that names the file, what is wrong, and what to do
    public static Text read(Path file) {
        if (!Files.isRegularFile(file)) throw new UserException("There is no file " + file
                + "; check the path or put the text there.");
        try {
            if (Files.size(file) > Integer.MAX_VALUE - 8)
                throw new UserException(file + " has " + Files.size(file)
                        + " bytes, more than fit into memory here; take 2 GB of it or less.");
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) throw new UserException(file + " is empty; choose a file with a text in it.");
            return new Text(file.getFileName().toString(), bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e)
                    + "); check that it is a readable file.", e);
        }
    }

    public String name() {
        return name;
    }

    /// The number of bytes.
    public int length() {
        return to - from;
    }

    /// Byte i as a number from 0 to 255.
    public int at(int i) {
        return bytes[from + java.util.Objects.checkIndex(i, length())] & 255;
    }

    /// The part between these places, given as parts of the whole: `part(.9, 1)` is the last tenth.
    public Text part(double begin, double end) {
        if (!(begin >= 0 && begin <= end && end <= 1))
            throw new IllegalArgumentException("a part begins and ends between 0 and 1, got " + begin + " to " + end);
        return new Text(name, bytes, from + (int) (begin * length()), from + (int) (end * length()));
    }

    /// The first 90 %.
    public Text train() {
        return part(0, .9);
    }

    /// The last 10 %.
    public Text validation() {
        return part(.9, 1);
    }

    /// All windows of N bytes, one at every place: for training, whose batches are drawn from them.
    public TokenSet windows(int N) {
        return TokenSet.ofBytes(name, bytes, from, to, N, 1);
    }

    /// The text in pieces of N bytes, one after the other: for evaluation.
    public TokenSet pieces(int N) {
        return TokenSet.ofBytes(name, bytes, from, to, N, N);
    }

    /// Bytes as letters, in UTF-8; a line feed as ↵, and a point in the middle for bytes that are no letter and for characters that
    /// cannot be seen.
    public static String show(int... tokens) {
        byte[] bytes = new byte[tokens.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) tokens[i];
        String letters = new String(bytes, StandardCharsets.UTF_8).replace('\uFFFD', '·').replace('\n', '↵');
        return UNSEEN.matcher(letters).replaceAll("·");
    }

    @Override public String toString() {
        return name + ": " + length() + " bytes of text";
    }

    /// Windows for training, pieces for evaluation.
    public static void demo() {
        Text text = of("a rhyme", "Humpty Dumpty sat on a wall, Humpty Dumpty had a great fall.");
        System.out.println(text + "; " + text.train().length() + " to train on, " + text.validation().length() + " to validate");
        TokenSet windows = text.train().windows(12), pieces = text.validation().pieces(3);
        System.out.println(windows);
        for (int i = 0; i < 3; i++) System.out.println("  window " + i + ": " + show(windows.sequence(i)));
        System.out.println(pieces);
        for (int i = 0; i < pieces.size(); i++) System.out.println("  piece " + i + ": " + show(pieces.sequence(i)));
        System.out.println("Windows may begin anywhere, so that a model sees each letter at every place; pieces do not overlap.");
    }
}
