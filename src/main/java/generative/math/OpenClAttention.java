package generative.math;

import generative.math.DeviceWork.Argument.In;
import generative.math.DeviceWork.Argument.InOut;
import generative.math.DeviceWork.Argument.Out;
import generative.math.opencl.DeviceBuffer;
import generative.math.opencl.Program;
import generative.math.opencl.Session;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/// [DotProductAttention] on an OpenCL device, tile by tile: forward and for dq by tiles of queries that walk along their keys,
/// for dk and dv by tiles of keys that walk along their queries, so that nobody adds to numbers of another.
///
/// Only for devices that work in local tiles: on a CPU these kernels are slower than the host by far, since each barrier
/// costs it a loop over the group. The tiles of a list of connections are made and sent to the device once, and kept as long as
/// somebody has that list.
final class OpenClAttention {

    private static final int SIDE = 16, COLUMNS = AttentionTiles.TILE;     // as in attention.cl

    private final Session session;
    private final WorkSplit split;
    private final Map<List<Connections>, Resident> byQueries = new WeakHashMap<>(), byKeys = new WeakHashMap<>();
    private DeviceWork work;                                              // its kernels are compiled when first needed

    OpenClAttention(Session session, WorkSplit split) {
        this.session = session;
        this.split = split;
    }

    /// What one way forward has to do.
    static long multiplyAdds(List<Connections> heads, Matrix q, Matrix v) {
        long connections = heads.stream().mapToLong(Connections::count).sum(), N = heads.getFirst().length();
        return connections * (q.numRows() / N) * ((q.numCols() + v.numCols()) / heads.size());
    }

    /// Tiles that are on the device.
    private record Resident(DeviceBuffer queries, DeviceBuffer keys, DeviceBuffer from, DeviceBuffer to,
                            List<DeviceBuffer> stages, List<Integer> counts) { }

    private Resident resident(AttentionTiles tiles) {
        return new Resident(buffer(tiles.queries()), buffer(tiles.keys()), buffer(tiles.from()), buffer(tiles.to()),
                tiles.stages().stream().map(this::buffer).toList(), tiles.stages().stream().map(AttentionTiles::count).toList());
    }

    private DeviceBuffer buffer(int[] numbers) {
        DeviceBuffer buffer = session.buffer((long) numbers.length * Integer.BYTES);
        buffer.upload(MemorySegment.ofArray(numbers));
        return buffer;
    }

    private synchronized DeviceWork work() {
        if (work == null) work = new DeviceWork(session, new Program(session, KernelText.attention(), ""), split, 0);
        return work;
    }

    private synchronized Resident queriesOf(List<Connections> heads) {
        return byQueries.computeIfAbsent(heads, _ -> resident(AttentionTiles.byQueries(heads)));
    }

    private synchronized Resident keysOf(List<Connections> heads) {
        return byKeys.computeIfAbsent(heads, _ -> resident(AttentionTiles.byKeys(heads)));
    }

    /// 64 columns of the output at a time; L is the same each time.
    void attend(Matrix q, Matrix k, Matrix v, List<Connections> heads, Matrix o, Matrix logSums) {
        Resident tiles = queriesOf(heads);
        fill(o, 0);
        for (int first = 0; first < v.numCols() / heads.size(); first += COLUMNS) {
            fill(logSums, Float.NEGATIVE_INFINITY);
            run("attend", tiles, heads, q, v, first, new In(q), new In(k), new In(v), new InOut(o), new InOut(logSums));
        }
    }

    void backward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO, List<Connections> heads,
                  Matrix dq, Matrix dk, Matrix dv) {
        Resident queries = queriesOf(heads), keys = keysOf(heads);
        int d = q.numCols() / heads.size(), e = v.numCols() / heads.size();
        for (Matrix gradient : List.of(dq, dk, dv)) fill(gradient, 0);
        int rows = logSums.getNumElements();
        DeviceBuffer D = session.buffer((long) rows * Float.BYTES);
        work().elements("rowProducts", rows, new In(dO), new In(o), e, D, rows);                    // D = do·o
        for (int first = 0; first < Math.max(d, e); first += COLUMNS) {
            Object[] given = {new In(q), new In(k), new In(v), new In(dO), new In(logSums), D};
            if (first < d) run("queriesBack", queries, heads, q, v, first, with(given, new InOut(dq)));
            run("keysBack", keys, heads, q, v, first, with(given, new InOut(dk), new InOut(dv)));
        }
        D.free();
    }

    private void fill(Matrix x, float value) {
        work().elements("fill", x.getNumElements(), new Out(x), value, x.getNumElements());
    }

    /// One stage after the other.
    private void run(String kernel, Resident tiles, List<Connections> heads, Matrix q, Matrix v, int first, Object... matrices) {
        int N = heads.getFirst().length(), H = heads.size(), sequences = q.numRows() / N;
        for (int i = 0; i < tiles.stages.size(); i++) {
            Object[] where = {tiles.stages.get(i), tiles.queries, tiles.keys, tiles.from, tiles.to, N, H, q.numCols() / H,
                v.numCols() / H, first};
            work().run(kernel, new long[] {(long) tiles.counts.get(i) * SIDE, (long) sequences * SIDE}, new long[] {SIDE, SIDE},
                    with(where, matrices));
        }
    }

    private static Object[] with(Object[] head, Object... tail) {
        List<Object> all = new ArrayList<>(Arrays.asList(head));
        all.addAll(Arrays.asList(tail));
        return all.toArray();
    }
}
