package generative.math;

import static generative.math.VectorMath.put;
import static generative.math.VectorMath.take;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The functions of [Elementwise] and the maxima of groups over a range of float arrays.
///
/// A function has a loop of its own, so that the compiler sees one body and keeps it in registers. Loops whose body is one
/// assignment are left to the compiler, which puts them on vector lanes by itself when they stand in a method of their own.
final class VectorElementwise {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private VectorElementwise() { }

    static void apply(Elementwise f, float[] x, float[] y, int from, int to) {
        switch (f) {
            case EXP -> exp(x, y, from, to);
            case LOG -> log(x, y, from, to);
            case SIGMOID -> sigmoid(x, y, from, to);
            case TANH -> tanh(x, y, from, to);
            case SOFTPLUS -> softplus(x, y, from, to);
            case RELU -> relu(x, y, from, to);
            case QUICK_GELU -> quickGelu(x, y, from, to);
        }
    }

    private static void exp(float[] x, float[] y, int i, int to) {
        for (; i + LANES <= to; i += LANES) VectorMath.exp(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        if (i < to) put(VectorMath.exp(take(x, i, to)), y, i, to);
    }

    private static void log(float[] x, float[] y, int i, int to) {
        for (; i + LANES <= to; i += LANES) VectorMath.log(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        if (i < to) put(VectorMath.log(take(x, i, to)), y, i, to);
    }

    private static void sigmoid(float[] x, float[] y, int i, int to) {
        for (; i + LANES <= to; i += LANES) VectorMath.sigmoid(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        if (i < to) put(VectorMath.sigmoid(take(x, i, to)), y, i, to);
    }

    private static void tanh(float[] x, float[] y, int i, int to) {
        for (; i + LANES <= to; i += LANES) VectorMath.tanh(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        if (i < to) put(VectorMath.tanh(take(x, i, to)), y, i, to);
    }

    private static void softplus(float[] x, float[] y, int i, int to) {
        for (; i + LANES <= to; i += LANES) VectorMath.softplus(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        if (i < to) put(VectorMath.softplus(take(x, i, to)), y, i, to);
    }

    private static void quickGelu(float[] x, float[] y, int i, int to) {
        for (; i + LANES <= to; i += LANES) VectorMath.quickGelu(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        if (i < to) put(VectorMath.quickGelu(take(x, i, to)), y, i, to);
    }

    private static void relu(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) y[i] = Math.max(x[i], 0f);
    }

    static void backward(Elementwise f, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
        switch (f) {
            case EXP -> times(dy, y, dx, from, to);
            case SIGMOID -> sigmoidBackward(y, dy, dx, from, to);
            case TANH -> tanhBackward(y, dy, dx, from, to);
            case RELU -> reluBackward(x, dy, dx, from, to);
            case LOG -> logBackward(x, dy, dx, from, to);
            case SOFTPLUS -> softplusBackward(x, dy, dx, from, to);
            case QUICK_GELU -> quickGeluBackward(x, dy, dx, from, to);
        }
    }

    static void times(float[] a, float[] b, float[] c, int from, int to) {
        for (int i = from; i < to; i++) c[i] = a[i] * b[i];
    }

    private static void sigmoidBackward(float[] y, float[] dy, float[] dx, int from, int to) {
        for (int i = from; i < to; i++) dx[i] = dy[i] * y[i] * (1 - y[i]);
    }

    private static void tanhBackward(float[] y, float[] dy, float[] dx, int from, int to) {
        for (int i = from; i < to; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
    }

    private static void logBackward(float[] x, float[] dy, float[] dx, int from, int to) {
        for (int i = from; i < to; i++) dx[i] = dy[i] / x[i];
    }

    private static void softplusBackward(float[] x, float[] dy, float[] dx, int i, int to) {
        for (; i < to; i += LANES) put(take(dy, i, to).mul(VectorMath.sigmoid(take(x, i, to))), dx, i, to);
    }

    private static void quickGeluBackward(float[] x, float[] dy, float[] dx, int i, int to) {
        for (; i + LANES <= to; i += LANES) {
            FloatVector slope = VectorMath.quickGeluSlope(FloatVector.fromArray(SPECIES, x, i));
            FloatVector.fromArray(SPECIES, dy, i).mul(slope).intoArray(dx, i);
        }
        if (i < to) put(take(dy, i, to).mul(VectorMath.quickGeluSlope(take(x, i, to))), dx, i, to);
    }

    /// On vectors, since the compiler makes a branch of `x > 0`, which is mispredicted for every other number (30 times slower).
    private static void reluBackward(float[] x, float[] dy, float[] dx, int i, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (; i < to; i += LANES)
            put(take(dy, i, to).mul(zero.blend(1f, take(x, i, to).compare(VectorOperators.GT, 0f))), dx, i, to);
    }

    /// gradient = (σ(a) − t) / N; gives Σ sp(a) − t a. In two passes over what the first-level cache holds, since a loop that did
    /// both would be too long for the compiler; the first leaves e^−|a| where the gradient is to be.
    static double logisticLoss(float[] a, float[] t, float N, float[] gradient, int from, int to) {
        int whole = from + (to - from) / LANES * LANES;
        for (int i = from; i < whole; i += LANES)
            VectorMath.expInRange(FloatVector.fromArray(SPECIES, a, i).abs().neg()).intoArray(gradient, i);
        double total = finishLogisticLoss(a, t, 1 / N, gradient, from, whole);
        for (int i = whole; i < to; i++) {
            total += Elementwise.SOFTPLUS.value(a[i]) - (double) t[i] * a[i];
            gradient[i] = (float) ((Elementwise.SIGMOID.value(a[i]) - t[i]) / N);
        }
        return total;
    }

    /// With e = e^−|a|: σ(a) = 1 / (1+e), or e / (1+e) where a is below 0, and sp(a) = max(a, 0) + ln(1+e).
    private static double finishLogisticLoss(float[] a, float[] t, float scale, float[] gradient, int from, int whole) {
        FloatVector sum = FloatVector.zero(SPECIES), one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = from; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, i), target = FloatVector.fromArray(SPECIES, t, i);
            FloatVector e = FloatVector.fromArray(SPECIES, gradient, i), u = e.add(1f), inverse = one.div(u);
            FloatVector lost = e.sub(u.sub(1f)).mul(inverse);              // what the rounding of u took from its logarithm
            sum = sum.add(x.max(0f).add(VectorMath.logOfNormal(u)).add(lost).sub(target.mul(x)));
            FloatVector sigma = inverse.blend(e.mul(inverse), x.compare(VectorOperators.LT, 0f));
            sigma.sub(target).mul(scale).intoArray(gradient, i);
        }
        return VectorMath.sum(sum);
    }

    /// One step of Adam; [Backend#adamStep] has the equations, c = 1 − β.
    static void adam(float[] theta, float[] m, float[] s, float[] g, float b1, float c1, float b2, float c2, float keep,
                     float scale, float root, float epsilon, int from, int to) {
        for (int i = from; i < to; i++) {
            m[i] = b1 * m[i] + c1 * g[i];
            s[i] = b2 * s[i] + c2 * g[i] * g[i];
            theta[i] = theta[i] * keep - scale * m[i] / ((float) Math.sqrt(s[i]) * root + epsilon);
            g[i] = 0f;
        }
    }

    /// Maxima number from … to−1; lane j looks at group number o + j, piece by piece, so that nothing is branched on.
    static void groupMax(float[] z, int group, float[] h, int[] winner, int from, int to) {
        int[] places = new int[LANES];
        for (int j = 0; j < LANES; j++) places[j] = j * group;
        int o = from;
        for (; o + LANES <= to; o += LANES) {
            FloatVector best = FloatVector.fromArray(SPECIES, z, o * group, places, 0), which = FloatVector.zero(SPECIES);
            for (int p = 1; p < group; p++) {
                FloatVector piece = FloatVector.fromArray(SPECIES, z, o * group + p, places, 0);
                var higher = piece.compare(VectorOperators.GT, best);
                best = best.blend(piece, higher);
                which = which.blend(p, higher);
            }
            best.intoArray(h, o);
            which.convert(VectorOperators.F2I, 0).reinterpretAsInts().intoArray(winner, o);
        }
        for (; o < to; o++) {
            int first = o * group, best = first;
            for (int i = first + 1; i < first + group; i++) if (z[i] > z[best]) best = i;
            winner[o] = best - first;
            h[o] = z[best];
        }
    }

    /// v ← μ v − η g,  θ ← θ + v,  g ← 0; the compiler finds the lanes by itself.
    static void momentum(float[] theta, float[] v, float[] g, float eta, float mu, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = mu * v[i] - eta * g[i];
            theta[i] += v[i];
            g[i] = 0f;
        }
    }
}
