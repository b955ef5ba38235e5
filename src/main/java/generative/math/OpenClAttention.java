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
    private record Resident(DeviceBuffer queries, DeviceBuffer keys, DeviceBuffer from, DeviceBuffer to, List<Stage> stages) { }

    /// @param longest over how many others the longest walk goes
    private record Stage(DeviceBuffer tiles, int count, int longest) { }

    private Resident resident(AttentionTiles tiles) {
        return new Resident(buffer(tiles.queries()), buffer(tiles.keys()), buffer(tiles.from()), buffer(tiles.to()),
                tiles.stages().stream().map(stage -> new Stage(buffer(stage), AttentionTiles.count(stage), stage[4] - stage[3]))
                        .toList());
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
        Shape shape = Shape.of(q, v, heads);
        fill(o, 0);
        for (int first = 0; first < shape.e; first += COLUMNS) {
            fill(logSums, Float.NEGATIVE_INFINITY);
            for (Stage stage : tiles.stages)
                run("attend", stage.count, shape.sequences, with(where(stage, tiles, shape, first),
                        new In(q), new In(k), new In(v), new InOut(o), new InOut(logSums)));
        }
    }

    void backward(Matrix q, Matrix k, Matrix v, Matrix o, Matrix logSums, Matrix dO, List<Connections> heads,
                  Matrix dq, Matrix dk, Matrix dv) {
        Shape shape = Shape.of(q, v, heads);
        int rows = logSums.getNumElements();
        DeviceBuffer D = session.buffer((long) rows * Float.BYTES);
        work().elements("rowProducts", rows, new In(dO), new In(o), shape.e, D, rows);              // D = do·o
        Object[] given = {new In(q), new In(k), new In(v), new In(dO), new In(logSums), D};
        for (Matrix gradient : List.of(dq, dk, dv)) fill(gradient, 0);
        Resident queries = queriesOf(heads), keys = keysOf(heads);
        for (int first = 0; first < Math.max(shape.d, shape.e); first += COLUMNS) {
            if (first < shape.d) back("queriesBack", queries, queries.queries, shape, first, given, dq);
            back("keysBack", keys, keys.keys, shape, first, given, dk, dv);
        }
        D.free();
    }

    /// Where there are too few tiles to keep the device busy, several groups walk one part each of a tile's way. They put what
    /// they have aside, to be added up in order.
    private void back(String kernel, Resident tiles, DeviceBuffer own, Shape shape, int first, Object[] given, Matrix... sums) {
        for (Stage stage : tiles.stages) {
            int groups = stage.count * shape.sequences, steps = (stage.longest + COLUMNS - 1) / COLUMNS;
            int parts = Math.clamp(split.groups() / groups, 1, steps);
            DeviceBuffer aside = session.buffer(parts == 1 ? 0 : 4L * sums.length * groups * parts * COLUMNS * COLUMNS);
            Object[] gradients = Arrays.stream(sums).map(InOut::new).toArray();
            run(kernel, stage.count * parts, shape.sequences,
                    with(with(with(where(stage, tiles, shape, first), given), parts, aside), gradients));
            for (int i = 0; parts > 1 && i < sums.length; i++)
                run("addParts", stage.count, shape.sequences, stage.tiles, own, shape.N, shape.heads,
                        sums[i].numCols() / shape.heads, first, parts, aside, i, gradients[i]);
            aside.free();
        }
    }

    private void fill(Matrix x, float value) {
        work().elements("fill", x.getNumElements(), new Out(x), value, x.getNumElements());
    }

    /// The sizes as [DotProductAttention] has them.
    private record Shape(int N, int sequences, int heads, int d, int e) {

        static Shape of(Matrix q, Matrix v, List<Connections> heads) {
            int N = heads.getFirst().length(), H = heads.size();
            return new Shape(N, q.numRows() / N, H, q.numCols() / H, v.numCols() / H);
        }
    }

    private static Object[] where(Stage stage, Resident tiles, Shape shape, int first) {
        return new Object[] {stage.tiles, tiles.queries, tiles.keys, tiles.from, tiles.to, shape.N, shape.heads, shape.d,
            shape.e, first};
    }

    private void run(String kernel, int groups, int sequences, Object... arguments) {
        work().run(kernel, new long[] {(long) groups * SIDE, (long) sequences * SIDE}, new long[] {SIDE, SIDE}, arguments);
    }

    private static Object[] with(Object[] head, Object... tail) {
        List<Object> all = new ArrayList<>(Arrays.asList(head));
        all.addAll(Arrays.asList(tail));
        return all.toArray();
    }
}
