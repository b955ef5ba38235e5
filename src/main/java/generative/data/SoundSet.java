package generative.data;

import generative.math.Matrix;
import java.util.Arrays;
import java.util.Locale;

/// Sounds of one length.
///
/// @param name   what they are, for people
/// @param x      M×N, one sound a row, N samples in [−1, 1]
/// @param labels M classes counted from 0, or none at all
/// @param rate   samples a second
public record SoundSet(String name, Matrix x, int[] labels, int rate) {

    public SoundSet {
        if (labels.length != 0 && labels.length != x.numRows())
            throw new IllegalArgumentException("sounds " + x.shape() + " do not have " + labels.length + " labels");
        if (rate < 1) throw new IllegalArgumentException("a second has 1 sample or more, got " + rate);
    }

    /// The number of sounds.
    public int size() {
        return x.numRows();
    }

    /// The samples of one sound.
    public float[] samples(int sound) {
        float[] samples = new float[x.numCols()];
        for (int i = 0; i < samples.length; i++) samples[i] = (float) x.get(sound, i);
        return samples;
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%s: %d sounds of %d samples, %.3f s each%s", name, size(), x.numCols(),
                x.numCols() / (double) rate, labels.length == 0 ? "" : ", " + (Arrays.stream(labels).max().orElse(-1) + 1)
                        + " classes");
    }
}
