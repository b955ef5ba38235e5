package generative.data;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sequences of tokens, all of one length: what a model of sequences reads, whether they were texts, images or sounds before.
///
/// ```
/// sequence i = stream[i·s], stream[i·s + 1], … stream[i·s + N − 1]
/// s = N      one after the other
/// s = 1      a window at every place
/// ```
/// A token is a whole number from 0 to V−1. The tokens stand in one stream, a byte each where V is at most 256, else two bytes,
/// and sequences that overlap share them. An image becomes the brightness of its numbers in raster order, row by row from the
/// top, red, green and blue of a pixel side by side; a sound becomes its µ-law levels ([MuLaw]).
public final class TokenSet {

    private final String name;
    private final byte[] stream;
    private final int wide, vocabulary, length, stride, first, size;

    private TokenSet(String name, byte[] stream, int wide, int vocabulary, int length, int stride, int first, int size) {
        this.name = name;
        this.stream = stream;
        this.wide = wide;
        this.vocabulary = vocabulary;
        this.length = length;
        this.stride = stride;
        this.first = first;
        this.size = size;
    }

    /// Sequences of N tokens 0 … V−1, one after the other.
    public static TokenSet of(String name, int V, int N, int... tokens) {
        if (V < 1 || V > 1 << 16) throw new IllegalArgumentException("there may be 1 to 65536 tokens, got " + V);
        if (N < 1 || tokens.length % N != 0)
            throw new IllegalArgumentException(tokens.length + " tokens are no sequences of " + N);
        int wide = V <= 256 ? 1 : 2;
        byte[] stream = new byte[Math.multiplyExact(tokens.length, wide)];
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < 0 || tokens[i] >= V)
                throw new IllegalArgumentException("the token at place " + i % N + " of sequence " + i / N + " is " + tokens[i]
                        + ", but there are " + V);
            stream[i * wide] = (byte) tokens[i];
            if (wide == 2) stream[2 * i + 1] = (byte) (tokens[i] >> 8);
        }
        return new TokenSet(name, stream, wide, V, N, N, 0, tokens.length / N);
    }

    /// Images as bytes: V = 256.
    public static TokenSet of(ImageSet images) {
        return of(images, 256);
    }

    /// Images with V levels of brightness: the number x of [0, 1] becomes token round((V−1) x).
    public static TokenSet of(ImageSet images, int V) {
        Matrix x = images.x();
        int[] tokens = new int[x.getNumElements()];
        for (int i = 0; i < tokens.length; i++) tokens[i] = (int) Math.round((V - 1) * x.get(i));
        return of(images.name(), V, x.numCols(), tokens);
    }

    /// Sounds as µ-law levels: V = 256.
    public static TokenSet of(SoundSet sounds) {
        Matrix x = sounds.x();
        int[] tokens = IntStream.range(0, x.getNumElements()).map(i -> MuLaw.encode(x.get(i))).toArray();
        return of(sounds.name(), MuLaw.LEVELS, x.numCols(), tokens);
    }

    /// Bytes from … to−1, cut into sequences of N that begin `stride` bytes apart; what is left at the end belongs to none.
    static TokenSet ofBytes(String name, byte[] bytes, int from, int to, int N, int stride) {
        if (N < 1) throw new IllegalArgumentException("a sequence has 1 token or more, got " + N);
        if (to - from < N) throw new UserException(name + " has " + (to - from) + " bytes, which is less than the " + N
                + " of one sequence; take a longer text or shorter sequences.");
        return new TokenSet(name, bytes, 1, 256, N, stride, from, (to - from - N) / stride + 1);
    }

    public String name() {
        return name;
    }

    /// V.
    public int vocabulary() {
        return vocabulary;
    }

    /// N.
    public int length() {
        return length;
    }

    /// The number of sequences.
    public int size() {
        return size;
    }

    private int token(int at) {
        return wide == 1 ? stream[at] & 255 : stream[2 * at] & 255 | (stream[2 * at + 1] & 255) << 8;
    }

    /// Sequence i as N whole numbers.
    public int[] sequence(int i) {
        int from = first + Objects.checkIndex(i, size) * stride;
        return IntStream.range(from, from + length).map(this::token).toArray();
    }

    /// The sequences with these indices, in this order: the B×N matrix of whole numbers that a model takes.
    public Matrix batch(int... indices) {
        float[] tokens = new float[Math.multiplyExact(indices.length, length)];
        for (int b = 0; b < indices.length; b++) {
            int from = first + Objects.checkIndex(indices[b], size) * stride;
            for (int i = 0; i < length; i++) tokens[b * length + i] = token(from + i);
        }
        return Matrix.wrap(indices.length, length, tokens);
    }

    /// Sequences from … to−1.
    public TokenSet rows(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new TokenSet(name, stream, wide, vocabulary, length, stride, first + from * stride, to - from);
    }

    /// The batch B×N of every training step, which depends on the seed and the step alone: sequences that do not overlap come
    /// once an epoch, in random order ([Batches]); where there is a window at every place, places are drawn at random.
    public LongFunction<Matrix> batches(int B, long seed) {
        if (stride < length) {
            if (B < 1) throw new IllegalArgumentException("a batch has 1 sequence or more, got " + B);
            return step -> batch(Randoms.of(seed, step).ints(B, 0, size).toArray());
        }
        Batches order = new Batches(size, B, seed);
        return step -> batch(order.at(step));
    }

    @Override public String toString() {
        return name + ": " + size + (stride < length ? " overlapping" : "") + " sequences of " + length + " tokens out of "
                + vocabulary;
    }

    /// A digit as the model will see it: a line of numbers, one pixel after the other.
    public static void demo() {
        ImageSet digits = SyntheticDigits.generate(3, 1);
        TokenSet tokens = of(digits), few = of(digits, 4);
        System.out.println(tokens);
        System.out.println("row 14 of the first one as bytes:     " + middleRow(tokens));
        System.out.println("the same row in 4 levels of grey:     " + middleRow(few));
        TokenSet windows = Text.of("a text", "to be or not to be").windows(5);
        System.out.println(windows + ", the third: '" + Text.show(windows.sequence(2)) + "'");
        System.out.println("Text, images and sounds all become whole numbers, so one model can learn any of them.");
    }

    private static String middleRow(TokenSet digits) {
        return Arrays.stream(digits.sequence(0), 14 * 28, 15 * 28).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}
