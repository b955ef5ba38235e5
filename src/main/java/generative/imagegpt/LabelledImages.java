package generative.imagegpt;

import generative.data.TokenSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Images as sequences of tokens, in raster order, and the class of each.
///
/// @param labels one for each sequence, counted from 0
public record LabelledImages(TokenSet tokens, int[] labels) {

    public LabelledImages {
        if (labels.length != tokens.size())
            throw new IllegalArgumentException("there are " + tokens.size() + " images, but " + labels.length + " labels");
    }

    public int size() {
        return labels.length;
    }

    /// Images from … to−1.
    public LabelledImages rows(int from, int to) {
        return new LabelledImages(tokens.rows(from, to), Arrays.copyOfRange(labels, from, to));
    }

    /// The images with these indices, in this order.
    public LabelledImages select(int... indices) {
        int[] all = IntStream.of(indices).mapToObj(tokens::sequence).flatMapToInt(IntStream::of).toArray();
        return new LabelledImages(TokenSet.of(tokens.name(), tokens.vocabulary(), tokens.length(), all), labels(indices));
    }

    /// Their labels alone.
    public int[] labels(int... indices) {
        return IntStream.of(indices).map(n -> labels[n]).toArray();
    }

    @Override public String toString() {
        return tokens + " with labels";
    }
}
