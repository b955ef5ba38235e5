package generative;

import generative.math.Matrix;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One case of golden numbers: named matrices in double precision that PyTorch computed once and for all.
///
/// [GoldenFile] says where they lie. Asking for a matrix that is missing is an error, and [#requireAllRead] finds those
/// that nobody asked for: no number is passed over in silence.
public final class Golden {

    private final String subject, name, prefix;
    private final Map<String, Matrix> matrices;
    private final Set<String> unread;

    Golden(String subject, String name, Map<String, Matrix> matrices) {
        this(subject, name, "", matrices, new TreeSet<>(matrices.keySet()));
    }

    private Golden(String subject, String name, String prefix, Map<String, Matrix> matrices, Set<String> unread) {
        this.subject = subject;
        this.name = name;
        this.prefix = prefix;
        this.matrices = matrices;
        this.unread = unread;
    }

    /// The class that the numbers are of.
    public String subject() {
        return subject;
    }

    /// What distinguishes this case from the others of its class.
    public String name() {
        return name;
    }

    /// The same case, seen by a part of a net: `under("2.").matrix("W")` is the matrix 2.W.
    public Golden under(String part) {
        return new Golden(subject, name, prefix + part, matrices, unread);
    }

    public boolean has(String matrix) {
        return matrices.containsKey(prefix + matrix);
    }

    /// A copy of the matrix of this name, in double precision.
    public Matrix matrix(String matrix) {
        if (!has(matrix)) throw new AssertionError(this + " has no matrix " + prefix + matrix);
        unread.remove(prefix + matrix);
        return matrices.get(prefix + matrix).copy();
    }

    /// The numbers of a matrix, row by row.
    public double[] numbers(String matrix) {
        return matrix(matrix).getDDRM().data;
    }

    /// The numbers of a matrix that holds whole ones.
    public int[] wholes(String matrix) {
        double[] numbers = numbers(matrix);
        for (double v : numbers)
            if (v != Math.rint(v)) throw error(matrix, " holds " + v + ", no whole number");
        return Arrays.stream(numbers).mapToInt(v -> (int) v).toArray();
    }

    /// The number of a 1×1 matrix.
    public double number(String matrix) {
        double[] numbers = numbers(matrix);
        if (numbers.length != 1) throw error(matrix, " holds " + numbers.length + " numbers, not one");
        return numbers[0];
    }

    /// The whole number of a 1×1 matrix.
    public int whole(String matrix) {
        number(matrix);
        return wholes(matrix)[0];
    }

    /// Fails if there are matrices in the case that nobody has asked for.
    public void requireAllRead() {
        if (!unread.isEmpty())
            throw new AssertionError("no test has looked at " + String.join(", ", unread) + " of " + this);
    }

    private AssertionError error(String matrix, String what) {
        return new AssertionError(prefix + matrix + " of " + this + what);
    }

    @Override public String toString() {
        return subject + ", " + name;
    }
}
