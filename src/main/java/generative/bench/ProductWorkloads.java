package generative.bench;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Matrix products: `gemm_MxNxK_nn` is C = A B with C of M×N and sums of K products.
///
/// ```
/// nn   C = A B       A M×K   B K×N        forward of a layer whose weights are stored inputs×outputs
/// nt   C = A Bᵀ      A M×K   B N×K        the gradient for its input
/// tn   C = Aᵀ B      A K×M   B K×N        the gradient for its weights
/// ```
/// The listed shapes are squares, and what the maxout layer 784 → 240 × 5 and a transformer's feed-forward layer need;
/// any other shape can be asked for by its name.
final class ProductWorkloads {

    private static final Pattern NAME =
            Pattern.compile("gemm_([1-9]\\d{0,4})x([1-9]\\d{0,4})x([1-9]\\d{0,4})_(nn|nt|tn)");

    private ProductWorkloads() { }

    static List<Workload> all() {
        Stream<Workload> squares = IntStream.of(64, 128, 256, 512, 1024, 2048).mapToObj(ProductWorkloads::square);
        return Stream.concat(squares, Stream.of(
                product(100, 1200, 784, "nn"), product(100, 1200, 784, "nt"), product(100, 784, 1200, "nn"),
                product(100, 784, 1200, "nt"), product(784, 1200, 100, "tn"), product(1200, 784, 100, "tn"),
                product(100, 1200, 1200, "nt"), product(100, 500, 784, "nn"), product(3136, 1024, 256, "nt"),
                product(3136, 256, 1024, "nt"), product(256, 1024, 3136, "tn"))).toList();
    }

    static Workload square(int n) {
        return product(n, n, n, "nn");
    }

    /// The product of this name, whatever its shape.
    static Optional<Workload> named(String name) {
        Matcher shape = NAME.matcher(name);
        return shape.matches() ? Optional.of(product(Integer.parseInt(shape.group(1)), Integer.parseInt(shape.group(2)),
                Integer.parseInt(shape.group(3)), shape.group(4))) : Optional.empty();
    }

    private static Workload product(int m, int n, int k, String form) {
        return new Workload("gemm_" + m + "x" + n + "x" + k + "_" + form, 2.0 * m * n * k, () -> {
            RandomGenerator random = Randoms.of(1);
            Matrix A = form.equals("tn") ? gaussian(k, m, random) : gaussian(m, k, random);
            Matrix B = form.equals("nt") ? gaussian(n, k, random) : gaussian(k, n, random);
            return switch (form) {
                case "nn" -> () -> A.mult(B);
                case "nt" -> () -> A.multTransB(B);
                default -> () -> A.multTransA(B);
            };
        });
    }

    private static Matrix gaussian(int rows, int cols, RandomGenerator random) {
        return Randoms.gaussian(rows, cols, 1, random);
    }
}
