package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.opencl.Session;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Host and device always see the newest numbers, and numbers move only when they have to.
final class ResidenceTest {

    private Backend device;

    @BeforeEach void aDeviceIsThere() {
        device = OpenClDevices.cpu();
    }

    private Matrix doubled(Matrix x) {
        Matrix two = x.createLike(), y = x.createLike();
        two.fill(2);
        device.times(x, two, y);
        return y;
    }

    @Test void theHostReadsWhatTheDeviceWrote() {
        Matrix y = doubled(Matrix.row(1, 2, 3));
        assertThat(y.residence().onDevice()).isTrue();
        assertThat(y.get(0, 1)).isEqualTo(4);
        assertThat(y.residence().onDevice()).as("a look does not drive it away").isTrue();
    }

    @Test void whatNobodyOnTheHostLooksAtHasNoArrayThere() {
        FloatStorage storage = new FloatStorage(1, 3), same = storage.reshaped(3, 1);
        device.plusRow(Matrix.row(1, 2, 3), Matrix.row(1, 1, 1), new Matrix(storage));
        assertThat(storage.data).isEmpty();
        assertThat(new Matrix(same).get(2, 0)).isEqualTo(4);
        assertThat(same.data).containsExactly(2, 3, 4);
        assertThat(storage.read()).as("the same array").isSameAs(same.data);
    }

    @Test void zerosAreZerosOnEitherSide() {
        assertThat(doubled(Matrix.zeros(1, 3)).toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        assertThat(Matrix.zeros(1, 3).toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
    }

    @Test void theDeviceSeesAHostsWriteBetweenTwoOperations() {
        Matrix x = Matrix.row(1, 2, 3);
        assertThat(doubled(x).get(0)).isEqualTo(2);
        x.set(0, 10);
        assertThat(x.residence().onDevice()).isFalse();
        assertThat(doubled(x).toArray2()).isDeepEqualTo(new double[][] {{20, 4, 6}});
    }

    @Test void aWriteOfOneNumberKeepsTheOthers() {
        Matrix y = doubled(Matrix.row(1, 2, 3));
        y.set(0, 1, 7);
        assertThat(y.toArray2()).isDeepEqualTo(new double[][] {{2, 7, 6}});
    }

    @Test void whatStepsInPlaceStaysOnTheDevice() {
        Matrix theta = Matrix.row(1, 2), v = Matrix.row(0, 0), g = Matrix.row(1, 1);
        for (int i = 0; i < 3; i++) {
            device.sgdStep(theta, v, g, .5, 0);
            assertThat(theta.residence().onDevice()).isTrue();
            g.fill(1);
        }
        assertThat(theta.toArray2()).isDeepEqualTo(new double[][] {{-.5, .5}});
        assertThat(g.get(0)).isEqualTo(1);
    }

    /// Whoever holds the array may write to it, or read it, without anybody's notice.
    @Test void anArrayThatWasLentOutIsAlwaysUpToDate() {
        float[] numbers = {1, 2, 3};
        Matrix x = Matrix.wrap(1, 3, numbers), sums = Matrix.zeros(1, 3);
        float[] kept = sums.floats();
        assertThat(doubled(x).get(0)).isEqualTo(2);
        numbers[0] = 10;
        assertThat(doubled(x).get(0)).isEqualTo(20);
        device.addColumnSums(x, sums);
        assertThat(kept).containsExactly(10, 2, 3);
        assertThat(x.residence().onDevice() || sums.residence().onDevice()).isFalse();
    }

    @Test void anArrayThatWasLentOutMayBeReadAndWrittenByOneOperation() {
        float[] numbers = {1, 2, 3}, gradient = {1, 1, 1};
        Matrix x = Matrix.wrap(1, 3, numbers), g = Matrix.wrap(1, 3, gradient);
        device.times(x, x, x);
        assertThat(numbers).containsExactly(1, 4, 9);
        device.multiply(Matrix.row(2), false, Matrix.row(1, 2, 3), false, true, x);
        assertThat(numbers).containsExactly(3, 8, 15);
        device.sgdStep(x, Matrix.zeros(1, 3), g, 1, 0);
        assertThat(numbers).containsExactly(2, 7, 14);
        assertThat(gradient).containsOnly(0);
    }

    @Test void storageThatWasLentOutIsAlwaysUpToDate() {
        Matrix x = Matrix.row(1, 2, 3), y = doubled(x);
        FMatrixRMaj storage = y.getFDRM();
        assertThat(storage.data).containsExactly(2, 4, 6);
        storage.data[2] = 5;
        assertThat(doubled(y).get(2)).isEqualTo(10);
        device.plusRow(x, x, y);
        assertThat(storage.data).containsExactly(2, 4, 6);
    }

    @Test void oneNumberUnderTwoShapesIsOneNumber() {
        Matrix x = Matrix.of(new double[][] {{1, 2}, {3, 4}}), flat = x.reshaped(1, 4);
        device.times(x, x, x);
        assertThat(flat.toArray2()).isDeepEqualTo(new double[][] {{1, 4, 9, 16}});
        flat.set(0, 5);
        assertThat(doubled(x).get(0)).isEqualTo(10);
        assertThat(doubled(flat).get(3)).isEqualTo(32);
    }

    @Test void ejmlsReshapeForgetsTheDevice() {
        Matrix y = doubled(Matrix.row(1, 2, 3));
        y.reshape(1, 2);
        assertThat(doubled(y).toArray2()).isDeepEqualTo(new double[][] {{4, 8}});
    }

    @Test void aFailedKernelLeavesTheOldNumbers() {
        OpenClBackend small = OpenClDevices.backend(OpenClDevices.session(1000));
        Matrix x = Matrix.zeros(10, 20), y = x.createLike();
        y.fill(3);
        small.times(x, x, y);                                             // room for x, none for y: done by the host
        assertThat(y.residence().onDevice()).isFalse();
        assertThat(y.elementSum()).isZero();
    }

    @Test void fromOneSessionToAnotherNumbersPassByWayOfTheHost() {
        Session session = OpenClDevices.session(1 << 20);
        OpenClBackend other = OpenClDevices.backend(session);
        Matrix x = Backends.random(100, 100, 1), y = doubled(x), z = x.createLike();
        other.times(y, y, z);
        assertThat(session.used()).as("y and z are there now").isEqualTo(80_000);
        for (int i = 0; i < 20; i++) {
            other.times(y, y, z);
            device.times(z, z, y);
            y.set(0, 2);
            device.apply(Elementwise.SIGMOID, y, y);
        }
        Matrix expected = x.scale(2), square = x.createLike();
        for (int i = 0; i < 20; i++) {
            Backends.REFERENCE.times(expected, expected, square);
            Backends.REFERENCE.times(square, square, expected);
            expected.set(0, 2);
            Backends.REFERENCE.apply(Elementwise.SIGMOID, expected, expected);
        }
        Backends.assertClose(y, expected, 1e-5, "after 20 rounds");
    }

    @Test void manyHostsMayReadAtOnce() {
        Matrix x = Backends.random(50, 50, 1), y = doubled(x);
        double sum = IntStream.range(0, 2500).parallel().mapToDouble(y::get).sum();
        assertThat(sum).isCloseTo(2 * x.elementSum(), org.assertj.core.api.Assertions.within(1e-3));
    }

    /// 40 buffers of 400,000 bytes in a session that has room for 5: only since dead ones are found can it go on.
    @Test void theDevicesMemoryOfDeadMatricesIsFound() {
        Session session = OpenClDevices.session(2_000_000);
        OpenClBackend small = OpenClDevices.backend(session);
        Matrix x = Backends.random(100, 1000, 1);
        for (int i = 0; i < 40; i++) {
            Matrix y = x.createLike();
            small.times(x, x, y);
            assertThat(y.residence().onDevice()).as("matrix %d", i).isTrue();
        }
        assertThat(session.used()).isLessThanOrEqualTo(2_000_000);
    }

    @Test void whatTheHostOverwritesIsFreedAtOnce() {
        Session session = OpenClDevices.session(1 << 20);
        Matrix x = Matrix.zeros(10, 10);
        OpenClDevices.backend(session).times(x, x, x);
        assertThat(session.used()).isEqualTo(400);
        x.set(0, 1);
        assertThat(session.used()).isZero();
    }
}
