package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.opencl.Device;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The command with devices made up.
class DevicesCommandTest {

    private static Console run(Device... devices) {
        return Console.run(new CommandLine.IFactory() {
            @Override public <K> K create(Class<K> type) throws Exception {
                return type == DevicesCommand.class ? type.cast(new DevicesCommand(() -> List.of(devices)))
                        : CommandLine.defaultFactory().create(type);
            }
        }, "devices");
    }

    @Test
    void theDevicesAreListedAndTheBestIsNamed() {
        Console console = run(
                new Device(0, "Portable", "pthread-EPYC", Device.Kind.CPU, 13_100_000_000L, 2, "3.1",
                        MemorySegment.NULL),
                new Device(1, "Maker", "Card", Device.Kind.GPU, 800_000_000, 128, "550.1", MemorySegment.NULL));
        assertThat(console.code()).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out().lines()).containsExactly(
                "  number  type         units     memory  name, platform and driver",
                "  0       CPU          2        13.1 GB  pthread-EPYC, Portable, 3.1",
                "  1       GPU          128       0.8 GB  Card, Maker, 550.1",
                "-Dgenerative.backend=opencl computes on device 1; -Dgenerative.opencl.device= with a number or a part "
                        + "of a name chooses another.");
    }

    @Test
    void thatThereAreNoneIsOneSentence() {
        Console console = run();
        assertThat(console.code()).isZero();
        assertThat(console.out().lines()).singleElement().asString()
                .startsWith("There is no OpenCL device here: ").endsWith(".");
    }

    @Test
    void thisMachinesDevicesOrTheSentenceThatThereAreNone() {
        assertThat(Console.run("devices").out()).startsWith(Device.all().isEmpty()
                ? "There is no OpenCL device" : "  number  ");
    }
}
