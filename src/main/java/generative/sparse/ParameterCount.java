package generative.sparse;

import java.util.LinkedHashMap;
import java.util.Map;

/// How many numbers a Sparse Transformer learns, part by part.
///
/// ```
/// tokens V·d      positions (Σ sides of the grid)·d      start d            a norm 2d: gain and bias
/// attention       2 (d+1)·keyWidth + 2 (d+1)·d           q and k, v and what the heads together give, with biases
/// feed-forward    (d+1)·innerWidth + (innerWidth+1)·d
/// a block         attention + feed-forward + 2 norms     output d·V, without biases, and not the embedding's matrix
/// ```
/// @param tokens      of the embedding
/// @param positions   of the embedding: a vector for each row, each column, each colour …
/// @param start       the vector that stands before the first token
/// @param attention   of all blocks together
/// @param feedForward of all blocks together
/// @param norms       of all blocks together
/// @param finalNorm   before the output
/// @param output      from the last block to the logits
public record ParameterCount(long tokens, long positions, long start, long attention, long feedForward, long norms,
        long finalNorm, long output) {

    public static ParameterCount of(Architecture net) {
        long V = net.vocabulary(), d = net.width(), L = net.layers(), inner = net.innerWidth();
        long sides = net.axes().stream().mapToLong(Integer::longValue).sum();
        return new ParameterCount(V * d, sides * d, d, L * (2 * (d + 1) * net.keyWidth() + 2 * (d + 1) * d),
                L * ((d + 1) * inner + (inner + 1) * d), L * 4 * d, 2 * d, d * V);
    }

    public long blocks() {
        return attention + feedForward + norms;
    }

    public long total() {
        return tokens + positions + start + blocks() + finalNorm + output;
    }

    /// Name and number, as a table would list them.
    public Map<String, Long> parts() {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("token embedding", tokens);
        parts.put("position embeddings", positions);
        parts.put("start vector", start);
        parts.put("attention", attention);
        parts.put("feed-forward nets", feedForward);
        parts.put("norms in blocks", norms);
        parts.put("final norm", finalNorm);
        parts.put("output matrix", output);
        return parts;
    }

    @Override public String toString() {
        return "%,d parameters, %,d of them in blocks".formatted(total(), blocks());
    }
}
