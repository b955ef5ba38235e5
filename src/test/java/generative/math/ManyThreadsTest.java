package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Backends.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations may be called from many threads at once, on matrices of each thread and on matrices that all of them only read:
/// eight threads get the very bits that one gets.
final class ManyThreadsTest {

    private static final int THREADS = 8;

    private interface Work {
        void of(int thread) throws Exception;
    }

    /// All threads begin together.
    private static void together(Work work) throws Exception {
        CyclicBarrier begin = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Void>> all = IntStream.range(0, THREADS).<Callable<Void>>mapToObj(thread -> () -> {
                begin.await();
                work.of(thread);
                return null;
            }).toList();
            for (Future<Void> one : threads.invokeAll(all)) one.get();
        }
    }

    /// 34,000 elements are shared out among the backend's own threads. Each thread begins with another operation, so that
    /// different ones meet, and in the second round with the same one.
    @ParameterizedTest @CsvSource({"9, 17", "200, 170"})
    void theBackendsOperations(int N, int d) throws Exception {
        List<Operation> all = Backends.operations().toList();
        Backend backend = Backend.current();
        List<Matrix[]> alone = all.stream().map(operation -> operation.run().on(backend, N, d)).toList();
        for (int apart : new int[] {all.size() / THREADS, 0}) together(thread -> {
            for (int i = 0; i < all.size(); i++) {
                int which = (i + thread * apart) % all.size();
                Backends.assertSameBits(all.get(which).run().on(backend, N, d), alone.get(which),
                        all.get(which) + " in thread " + thread);
            }
        });
    }

    @Test void products() throws Exception {
        Backend backend = Backend.current();
        List<Matrix> alone = new ArrayList<>();
        Matrix[] A = new Matrix[ProductForm.ALL.length], B = new Matrix[A.length];
        Matrix C = Backends.random(150, 170, 3);
        for (int i = 0; i < A.length; i++) {
            A[i] = ProductForm.ALL[i].A(150, 90);
            B[i] = ProductForm.ALL[i].B(90, 170);
            alone.add(ProductForm.ALL[i].multiply(backend, A[i], B[i], C));
        }
        together(thread -> {
            for (int i = 0; i < 2 * A.length; i++) {
                int which = (i + thread) % A.length;
                Matrix product = ProductForm.ALL[which].multiply(backend, A[which], B[which], C);
                assertThat(product.isIdentical(alone.get(which), 0)).as("%s in thread %d", ProductForm.ALL[which], thread)
                        .isTrue();
            }
        });
    }

    /// Parts that ask for operations, alone and several at a time: each is called once, and the operations give the same bits.
    @Test void operationsInParts() {
        List<Operation> all = Backends.operations().toList();
        for (Backend backend : List.of(Backends.REFERENCE, Backends.ONE, Backends.TWO, Backend.current())) {
            AtomicIntegerArray calls = new AtomicIntegerArray(all.size());
            List<Matrix[]> alone = all.stream().map(operation -> operation.run().on(backend, 90, 170)).toList();
            Matrix[][] inParts = new Matrix[all.size()][];
            backend.inParts(all.size(), part -> {
                calls.incrementAndGet(part);
                inParts[part] = all.get(part).run().on(backend, 90, 170);
            });
            for (int i = 0; i < all.size(); i++) {
                assertThat(calls.get(i)).as(all.get(i).toString()).isEqualTo(1);
                Backends.assertSameBits(inParts[i], alone.get(i), all.get(i) + " in a part");
            }
            backend.inParts(0, part -> {
                throw new AssertionError("there is no part");
            });
        }
    }

    /// What a method of a matrix answers and what became of the matrix and of its arguments.
    private static String call(Method method, Matrix receiver, Object[] arguments) throws Exception {
        try {
            Object answer = method.invoke(receiver, arguments);
            return MatrixDoorsTest.show(answer) + all(receiver, arguments);
        } catch (InvocationTargetException e) {
            return "failed: " + e.getCause().getClass();
        }
    }

    private static String all(Matrix receiver, Object[] arguments) {
        StringBuilder text = new StringBuilder(MatrixDoorsTest.show(receiver));
        for (Object argument : arguments)
            if (!(argument instanceof Object[])) text.append(MatrixDoorsTest.show(argument).replaceAll("Lambda.*", ""));
        return text.toString();
    }

    private static boolean isQuiet(Method method) {
        return Stream.of("print", "saveTo", "load").noneMatch(method.getName()::startsWith);
    }

    /// On matrices of their own; and, if the method leaves its matrices as they are, on the same ones.
    @Test void theMethodsOfAMatrix() throws Exception {
        List<Method> methods = MatrixDoorsTest.methods().filter(ManyThreadsTest::isQuiet).toList();
        for (double[][] other : List.of(MatrixDoorsTest.SQUARE, MatrixDoorsTest.ROW)) {
            List<String> alone = new ArrayList<>();
            List<Matrix> receivers = new ArrayList<>();
            List<Object[]> arguments = new ArrayList<>();
            for (Method method : methods) {
                receivers.add(Matrix.of(MatrixDoorsTest.SQUARE));
                arguments.add(MatrixDoorsTest.arguments(method, other, Matrix::of));
                String before = all(receivers.getLast(), arguments.getLast());
                alone.add(call(method, receivers.getLast(), arguments.getLast()));
                boolean reads = all(receivers.getLast(), arguments.getLast()).equals(before);
                if (!reads) receivers.set(receivers.size() - 1, null);        // two threads would write into one matrix
            }
            assertThat(alone.stream().filter(text -> !text.startsWith("failed")).count()).as("methods that work")
                    .isGreaterThan(methods.size() / 3);
            assertThat(receivers.stream().filter(Objects::nonNull).count()).as("methods that only read")
                    .isGreaterThan(methods.size() / 3);
            together(thread -> {
                for (int i = 0; i < methods.size(); i++) {
                    int which = (i + thread * 11) % methods.size();
                    Method method = methods.get(which);
                    Object[] own = MatrixDoorsTest.arguments(method, other, Matrix::of);
                    assertThat(call(method, Matrix.of(MatrixDoorsTest.SQUARE), own)).as("%s", method).isEqualTo(alone.get(which));
                    if (receivers.get(which) != null)
                        assertThat(call(method, receivers.get(which), arguments.get(which))).as("shared: %s", method)
                                .isEqualTo(alone.get(which));
                }
            });
        }
    }
}
