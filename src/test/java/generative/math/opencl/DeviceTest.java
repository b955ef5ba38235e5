package generative.math.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.UserException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceTest {

    private static Device device(int number, String name, Device.Kind kind) {
        return new Device(number, "Platform", name, kind, 4_000_000_000L, 8, "1.0", MemorySegment.NULL);
    }

    private static final List<Device> THREE = List.of(device(0, "pthread-EPYC", Device.Kind.CPU),
            device(1, "GeForce 1", Device.Kind.GPU), device(2, "GeForce 2", Device.Kind.GPU));

    @ParameterizedTest @CsvSource({"'', 1", "0, 0", "2, 2", "epyc, 0", "geforce, 1", "Force 2, 2"})
    void aWishIsANumberOrAPartOfAName(String wish, int expected) {
        assertThat(Device.choose(THREE, wish)).hasValue(THREE.get(expected));
    }

    @Test void aWishThatNoDeviceFulfilsIsToldWithTheDevicesThereAre() {
        assertThatThrownBy(() -> Device.choose(THREE, "radeon")).isInstanceOf(UserException.class)
                .hasMessage("-Dgenerative.opencl.device=radeon is neither the number nor a part of the name of a "
                        + "device; there are 0 (pthread-EPYC), 1 (GeForce 1), 2 (GeForce 2).");
    }

    @Test void whereThereAreNoneThereIsNothingToChoose() {
        assertThat(Device.choose(List.of(), "")).isEmpty();
        assertThat(Device.choose(List.of(), "radeon")).isEmpty();
    }

    @Test void echoesWhatItIs() {
        assertThat(THREE.get(1)).hasToString("GPU GeForce 1, 8 compute units, 4.0 GB");
        assertThat(new Device(0, "P", "One", Device.Kind.OTHER, 1_500_000_000, 1, "1", MemorySegment.NULL))
                .hasToString("OTHER One, 1 compute unit, 1.5 GB");
    }

    @Test void theDevicesOfThisMachineAreWhatTheySay() {
        List<Device> all = Device.all();
        assumeTrue(!all.isEmpty(), "there is no OpenCL device here: " + Device.whyNone());
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).number()).isEqualTo(i);
            assertThat(all.get(i).name()).isNotBlank();
            assertThat(all.get(i).driver()).isNotBlank();
            assertThat(all.get(i).memory()).isPositive();
            assertThat(all.get(i).computeUnits()).isPositive();
        }
        assertThat(all).extracting(Device::name).anySatisfy(name -> assertThat(name).isNotEmpty());
    }
}
