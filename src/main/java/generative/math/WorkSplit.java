package generative.math;

import generative.math.opencl.Device;

/// How an operation is split into work items: into few that do much on a CPU, which has few cores with long vectors and large
/// caches; into many that share what they fetch on a GPU, which has thousands of lanes.
///
/// @param localTiles whether a product is made of tiles in local memory, else in registers
/// @param groups     groups of work items that are enough to keep all processors busy
/// @param rowItems   work items that share a row of numbers
record WorkSplit(boolean localTiles, int groups, int rowItems) {

    static final WorkSplit CPU = new WorkSplit(false, 1, 1);

    static WorkSplit of(Device device) {
        return device.kind() == Device.Kind.CPU ? CPU : new WorkSplit(true, 4 * device.computeUnits(), 64);
    }
}
