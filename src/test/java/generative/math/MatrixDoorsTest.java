package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.Complex_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F32;
import org.ejml.ops.MatrixIO;
import org.ejml.simple.ConstMatrix;
import org.ejml.simple.SimpleBase;
import org.ejml.simple.SimpleEVD;
import org.ejml.simple.SimpleMatrix;
import org.ejml.simple.SimpleOperations;
import org.ejml.simple.SimpleSVD;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every public method of a matrix, EJML's too, does on numbers that are on the device what it does on the host's.
final class MatrixDoorsTest {

    static final double[][] SQUARE = {{4, 1, -2}, {1, 5, 3}, {-2, 3, 6}}, ROW = {{7, 8, 9}},
            COLUMN = {{7}, {8}, {9}};

    /// What EJML itself cannot do with real float matrices.
    private static final Set<String> NEVER_IN_FLOAT = Set.of("iterator", "minusComplex", "plusComplex", "scaleComplex",
            "saveToFileCSV", "set of 4");

    @TempDir Path folder;

    @BeforeEach void aDeviceIsThere() {
        OpenClDevices.assumeDevice();
    }

    static Stream<Method> methods() {
        return Stream.concat(Arrays.stream(Matrix.class.getMethods()), Arrays.stream(SimpleBase.class.getMethods()))
                .filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.isSynthetic())
                .filter(m -> !m.getName().equals("invoke") && m.getDeclaringClass() != Object.class)
                .sorted(Comparator.comparing(Method::toString)).distinct();
    }

    /// What came of a call: the answer or the class of the exception, what was printed or written to a file, and the
    /// matrix afterwards, as the host sees it and as the device sees it.
    private record Outcome(String answer, String text, Matrix after) {
        boolean failed() {
            return answer.startsWith("failed");
        }
    }

    private Outcome call(Method method, SimpleBase<?> receiver, Object... arguments) throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "1 1 real\n5.0\n");
        for (int i = 0; i < arguments.length; i++) if (arguments[i] instanceof Path) arguments[i] = file.toString();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Object answer = method.invoke(receiver, arguments);
            String text = printed.toString(StandardCharsets.UTF_8) + Files.readString(file);
            return new Outcome(show(answer), text, receiver instanceof Matrix m ? m : null);
        } catch (InvocationTargetException e) {
            return new Outcome("failed: " + e.getCause().getClass(), "", receiver instanceof Matrix m ? m : null);
        } finally {
            System.setOut(console);
        }
    }

    static String show(Object answer) {
        return switch (answer) {
            case null -> "nothing";
            case SimpleBase<?> m -> print(m.getMatrix());
            case SimpleSVD<?> svd -> Arrays.toString(svd.getSingularValues());
            case SimpleEVD<?> evd -> "" + ((EigenDecomposition_F32<?>) evd.getEVD()).getEigenvalue(0).real;
            case float[] a -> Arrays.toString(a);
            case double[] a -> Arrays.toString(a);
            case int[] a -> Arrays.toString(a);
            case double[][] a -> Arrays.deepToString(a);
            case Complex_F64 c -> c.real + " " + c.imaginary;
            case org.ejml.data.Matrix m -> print(m);
            default -> answer.getClass().isPrimitive() || answer instanceof Number || answer instanceof Boolean
                    || answer instanceof String ? answer.toString() : answer.getClass().getName();
        };
    }

    private static String print(org.ejml.data.Matrix m) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        MatrixIO.print(new PrintStream(text, true, StandardCharsets.UTF_8), m);
        return text.toString(StandardCharsets.UTF_8);
    }

    interface Make {
        Matrix of(double[][] numbers);
    }

    /// Arguments that make sense for most methods: indices 0, 2, 1, 3 one after the other, another matrix of the shape
    /// given.
    static Object[] arguments(Method method, double[][] other, Make make) {
        String name = method.getName();
        int[] indices = name.startsWith("group") ? new int[] {3} : name.equals("reshaped") ? new int[] {9, 1}
                : new int[] {0, 2, 1, 3, 0, 0};
        if (name.equals("squaredDistances") && method.getParameterCount() == 3)
            return new Object[] {make.of(COLUMN), make.of(SQUARE), make.of(COLUMN)};
        if (name.equals("addRowsByIndex"))
            return new Object[] {IntStream.range(0, 3).map(i -> i % 2).toArray(), new double[6], new int[2]};
        if (name.startsWith("affine") && method.getParameterCount() == 3)
            return new Object[] {make.of(SQUARE), make.of(ROW), Elementwise.TANH};
        if (name.equals("affine")) return new Object[] {make.of(SQUARE), make.of(ROW)};
        if (name.equals("softmaxLoss")) return new Object[] {new int[] {2, 0, 2}, make.of(other)};
        if (name.equals("setRows")) return new Object[] {make.of(SQUARE), new int[] {2, 0, 1}};
        if (name.equals("addRows")) return new Object[] {new int[] {2, 0, 2}, make.of(SQUARE)};
        if (name.equals("logSumExpOfDistances")) return new Object[] {make.of(SQUARE), new double[] {-.5}};
        int next = 0;
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            if (type == int.class) arguments.add(indices[next++]);
            else if (type == double.class) arguments.add(2.5);
            else if (type == long.class) arguments.add(5L);
            else if (type == boolean.class) arguments.add(true);
            else if (type == double[].class) arguments.add(new double[] {7});
            else if (type == int[].class) arguments.add(name.equals("groupMaxBackward") ? new int[9]
                    : name.equals("groupMax") ? new int[3] : new int[] {2, 0, 2});
            else if (type == String.class) arguments.add(name.contains("ToF") || name.contains("ToM")
                    || name.startsWith("load") ? Path.of("") : name.equals("equation") ? "A = A * 2" : "%.1f");
            else if (type == Object[].class) arguments.add(new Object[] {"A"});
            else if (type == Complex_F64.class) arguments.add(new Complex_F64());
            else if (type == Elementwise.class) arguments.add(Elementwise.TANH);
            else if (type == SimpleOperations.ElementOpReal.class)
                arguments.add((SimpleOperations.ElementOpReal) (row, col, value) -> value + row);
            else if (type == SimpleOperations.ElementOpComplex.class)
                arguments.add((SimpleOperations.ElementOpComplex) (row, col, value) -> value.real += row);
            else if (type == java.util.function.DoubleUnaryOperator.class)
                arguments.add((java.util.function.DoubleUnaryOperator) x -> x + 1);
            else if (type == ConstMatrix[].class) arguments.add(new ConstMatrix<?>[] {make.of(other)});
            else if (ConstMatrix.class.isAssignableFrom(type)) arguments.add(make.of(other));
            else throw new AssertionError("no argument for " + method);
        }
        return arguments.toArray();
    }

    @ParameterizedTest @MethodSource("methods")
    void everyMethodSeesTheNumbersOnTheDevice(Method method) throws Exception {
        boolean worked = false;
        for (double[][] own : List.of(SQUARE, ROW)) for (double[][] other : List.of(SQUARE, ROW, COLUMN)) {
            Outcome expected = call(method, Matrix.of(own), arguments(method, other, Matrix::of));
            Matrix resident = OpenClDevices.resident(own);
            Outcome actual = call(method, resident, arguments(method, other, OpenClDevices::resident));
            assertThat(actual.answer()).as(method.toString()).isEqualTo(expected.answer());
            assertThat(actual.text()).as(method.toString()).isEqualTo(expected.text());
            assertThat(show(actual.after())).as(method.toString()).isEqualTo(show(expected.after()));
            worked |= !expected.failed();
        }
        assertThat(worked).as("worked with some argument: " + method).isNotEqualTo(
                NEVER_IN_FLOAT.contains(method.getName()) || NEVER_IN_FLOAT.contains(method.getName() + " of "
                        + method.getParameterCount()) || method.toString().contains("ElementOpComplex"));
    }

    /// The device sees what a method of the host wrote.
    @ParameterizedTest @MethodSource("methods")
    void everyChangeReachesTheDevice(Method method) throws Exception {
        for (double[][] other : List.of(SQUARE, ROW, COLUMN)) {
            Matrix expected = Matrix.of(SQUARE), actual = OpenClDevices.resident(SQUARE);
            call(method, expected, arguments(method, other, Matrix::of));
            call(method, actual, arguments(method, other, Matrix::of));
            if (!expected.isFloat() || expected.getNumElements() == 0) continue;
            Matrix seen = actual.createLike();
            OpenClDevices.cpu().apply(Elementwise.RELU, actual, seen);
            assertThat(show(seen)).isEqualTo(show(expected.apply(Elementwise.RELU)));
        }
    }

    @ParameterizedTest @MethodSource("methods")
    void ejmlsOwnMatrixTakesOneOnTheDevice(Method method) throws Exception {
        if (method.getDeclaringClass() != SimpleBase.class || !method.toString().contains("ConstMatrix")) return;
        for (double[][] other : List.of(SQUARE, ROW, COLUMN)) {
            Outcome expected = call(method, plain(), arguments(method, other, Matrix::of));
            Outcome actual = call(method, plain(), arguments(method, other, OpenClDevices::resident));
            assertThat(actual.answer()).as(method.toString()).isEqualTo(expected.answer());
        }
    }

    private static SimpleMatrix plain() {
        return SimpleMatrix.wrap(Matrix.of(SQUARE).getFDRM());
    }

    @Test void everyOperationOfEjmlIsGuarded() throws Exception {
        for (Method method : SimpleOperations.class.getMethods()) {
            if (method.isDefault()) continue;                             // those stand on the others
            boolean own = Arrays.stream(FloatOperations.class.getDeclaredMethods()).filter(m -> !m.isBridge())
                    .filter(m -> m.getName().equals(method.getName()))
                    .anyMatch(m -> m.getParameterCount() == method.getParameterCount());
            assertThat(own).as(method.toString()).isTrue();
        }
    }

    @Test void aMatrixThatIsWrittenAwayHasTheNumbers() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(OpenClDevices.resident(SQUARE));
        Matrix read = (Matrix) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(read.toArray2()).isDeepEqualTo(SQUARE);
    }
}
