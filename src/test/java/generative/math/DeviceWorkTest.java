package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.opencl.Program;
import generative.math.opencl.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where an operation runs.
final class DeviceWorkTest {

    private DeviceWork work;

    @BeforeEach void aDeviceIsThere() {
        Session session = OpenClDevices.session();
        work = new DeviceWork(session, new Program(session, KernelText.all(), ""), WorkSplit.CPU, 1000);
    }

    private static final double[][] NUMBERS = {{1, 2}, {3, 4}};

    @Test void aLargeProductGoesToTheDevice() {
        Matrix x = Matrix.of(NUMBERS);
        assertThat(work.pays(1000, x, x)).isTrue();
        assertThat(work.pays(999, x, x)).isFalse();
    }

    @Test void theRestGoesWhereMostOfTheNumbersAre() {
        Matrix there = OpenClDevices.resident(NUMBERS), here = Matrix.of(NUMBERS), row = Matrix.row(1, 2);
        assertThat(work.pays(0, there)).isTrue();
        assertThat(work.pays(0, here)).isFalse();
        assertThat(work.pays(0, there, row)).isTrue();
        assertThat(work.pays(0, there, here)).isTrue();
        assertThat(work.pays(0, here, OpenClDevices.resident(new double[] {1, 2}))).isFalse();
    }

    @Test void nothingGoesNowhere() {
        assertThat(work.pays(1000, Matrix.zeros(0, 3), Matrix.zeros(3, 0))).isFalse();
    }

    @Test void whatWasReadOnTheHostIsStillOnTheDevice() {
        Matrix there = OpenClDevices.resident(NUMBERS);
        assertThat(there.get(0)).isEqualTo(1);
        assertThat(work.pays(0, there)).isTrue();
        there.set(0, 2);
        assertThat(work.pays(0, there)).isFalse();
    }
}
