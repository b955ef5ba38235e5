package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.OpenClDevices.Way;
import generative.math.opencl.Program;
import generative.math.opencl.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Distances that are folded a few rows at a time, with either product, against the reference.
final class OpenClDistancesTest {

    private static final double[] FACTORS = {-.5, -40};

    @BeforeEach void aDeviceIsThere() {
        OpenClDevices.assumeDevice();
    }

    private static OpenClDistances distances(Way way, int products) {
        Session session = OpenClDevices.session();
        DeviceWork work = new DeviceWork(session, new Program(session, KernelText.all(), ""), way.split, 0);
        return new OpenClDistances(work, session, new OpenClProduct(work, session), products);
    }

    /// All rows at once, one at a time, and ten at a time of which the last time takes fewer.
    @ParameterizedTest @CsvSource({"CPU, 1000000", "CPU, 1", "CPU, 480", "SMALL_GPU, 1000000", "SMALL_GPU, 1",
        "SMALL_GPU, 480"})
    void agreesWithTheReferenceHoweverManyRowsAreTakenAtATime(Way way, int products) {
        Matrix x = Backends.random(37, 19, 1), s = Backends.random(45, 19, 2);
        double[][] fast = new double[2][37], plain = new double[2][37];
        distances(way, products).logSumExp(x, s, FACTORS, fast);
        Backends.REFERENCE.logSumExpOfDistances(x, s, FACTORS, plain);
        Backends.assertClose(Matrix.of(fast), Matrix.of(plain), 40 * 35 * Backends.U * 16 * 19, "logSumExp");

        Matrix points = Backends.ties(37, 19), palette = Backends.ties(45, 19);
        int[] fastIndex = new int[37], plainIndex = new int[37];
        double[] fastDistance = new double[37], plainDistance = new double[37];
        distances(way, products).nearest(points, palette, fastIndex, fastDistance);
        Backends.REFERENCE.nearest(points, palette, plainIndex, plainDistance);
        assertThat(fastIndex).isEqualTo(plainIndex);
        assertThat(fastDistance).isEqualTo(plainDistance);
    }

    /// NaN in a row of x makes its logarithm NaN and nothing near it; NaN in one s does so to all logarithms.
    @ParameterizedTest @EnumSource
    void NaNIsNowhereNear(Way way) {
        Matrix x = Backends.ties(3, 5), s = Backends.ties(20, 5);
        x.set(1, 2, Double.NaN);
        int[] index = new int[3], expected = new int[3];
        double[] distance = new double[3], expectedDistance = new double[3];
        double[][] logs = new double[1][3];
        distances(way, 1000).nearest(x, s, index, distance);
        Backends.REFERENCE.nearest(x, s, expected, expectedDistance);
        assertThat(index).isEqualTo(expected);
        assertThat(distance).isEqualTo(expectedDistance).contains(Double.POSITIVE_INFINITY);
        distances(way, 1000).logSumExp(x, s, new double[] {-1}, logs);
        assertThat(logs[0][1]).isNaN();
        assertThat(logs[0][0]).isFinite();
        s.set(7, 0, Double.NaN);
        distances(way, 1000).logSumExp(x, s, new double[] {-1}, logs);
        assertThat(logs[0]).containsOnly(Double.NaN);
    }
}
