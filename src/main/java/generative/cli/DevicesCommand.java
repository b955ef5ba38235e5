package generative.cli;

import generative.math.opencl.Device;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// Lists the devices that OpenCL finds, and says which one would be chosen.
@Command(name = "devices", mixinStandardHelpOptions = true,
        description = "Lists the OpenCL devices and says which one -Dgenerative.backend=opencl computes on.")
final class DevicesCommand implements Runnable {

    private final Supplier<List<Device>> devices;

    /// What picocli makes.
    DevicesCommand() {
        this(Device::all);
    }

    DevicesCommand(Supplier<List<Device>> devices) {
        this.devices = devices;
    }

    @Override public void run() {
        List<Device> all = devices.get();
        if (all.isEmpty()) {
            System.out.println("There is no OpenCL device here: " + Device.whyNone() + ".");
            return;
        }
        System.out.printf("  %-6s  %-11s  %-5s  %9s  %s%n", "number", "type", "units", "memory",
                "name, platform and driver");
        for (Device device : all)
            System.out.printf(Locale.ROOT, "  %-6d  %-11s  %-5d  %6.1f GB  %s, %s, %s%n", device.number(),
                    device.kind(), device.computeUnits(), device.memory() / 1e9, device.name(), device.platform(),
                    device.driver());
        System.out.println("-Dgenerative.backend=opencl computes on device " + Device.choose(all).orElseThrow().number()
                + "; -D" + Device.PROPERTY + "= with a number or a part of a name chooses another.");
    }
}
