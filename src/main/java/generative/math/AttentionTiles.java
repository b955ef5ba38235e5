package generative.math;

import generative.math.Connections.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The connections of all heads, cut into tiles for the work groups of a device.
///
/// ```
/// by queries   head, 64 queries of one group of connections, and the range of keys that any of them sees
/// by keys      head, 64 keys of one group, and the range of queries that see any of them
/// ```
/// All groups of all heads stand behind each other in `queries`, `keys`, `from` and `to`; tiles and runs count from the
/// beginning of these. Tiles of one *stage* have no query (or key) in common, so that no two work groups add to the same
/// numbers at a time; a query that is in several groups is in as many stages. Where that would be more than a few, each query (or
/// key) becomes a group of its own.
///
/// @param queries positions, group after group
/// @param keys    positions, group after group
/// @param from    for each of `queries` the place in `keys` where its run begins
/// @param to      and where it ends
/// @param stages  five numbers a tile: head, places of its own from … to, places of the others from … to; long walks first
record AttentionTiles(int[] queries, int[] keys, int[] from, int[] to, List<int[]> stages) {

    static final int TILE = 64, NUMBERS = 5;                              // as in attention.cl
    private static final int FEW_STAGES = 4;

    static AttentionTiles byQueries(List<Connections> heads) {
        AttentionTiles tiles = of(heads, true);
        return tiles.stages.size() <= FEW_STAGES ? tiles : of(heads.stream().map(AttentionTiles::eachQueryAlone).toList(), true);
    }

    static AttentionTiles byKeys(List<Connections> heads) {
        AttentionTiles tiles = of(heads, false);
        return tiles.stages.size() <= FEW_STAGES ? tiles : of(heads.stream().map(AttentionTiles::eachKeyAlone).toList(), false);
    }

    private static Connections eachQueryAlone(Connections head) {
        return new Connections(head.length(), IntStream.range(0, head.length()).mapToObj(i -> {
            int[] keys = head.keys(i);
            return new Group(new int[] {i}, keys, new int[] {0}, new int[] {keys.length});
        }).toList());
    }

    private static Connections eachKeyAlone(Connections head) {
        List<List<Integer>> seenBy = new ArrayList<>();
        for (int j = 0; j < head.length(); j++) seenBy.add(new ArrayList<>());
        for (int i = 0; i < head.length(); i++) for (int j : head.keys(i)) seenBy.get(j).add(i);
        return new Connections(head.length(), IntStream.range(0, head.length()).mapToObj(j -> {
            int[] queries = seenBy.get(j).stream().mapToInt(i -> i).toArray(), ones = new int[queries.length];
            Arrays.fill(ones, 1);
            return new Group(queries, new int[] {j}, new int[queries.length], ones);
        }).toList());
    }

    private static AttentionTiles of(List<Connections> heads, boolean byQueries) {
        List<Group> groups = heads.stream().flatMap(head -> head.groups().stream()).toList();
        int sumOfQueries = groups.stream().mapToInt(group -> group.queries().length).sum();
        int[] queries = new int[sumOfQueries], from = new int[sumOfQueries], to = new int[sumOfQueries];
        int[] keys = new int[groups.stream().mapToInt(group -> group.keys().length).sum()];
        List<List<int[]>> stages = new ArrayList<>();
        int firstQuery = 0, firstKey = 0;
        for (int head = 0; head < heads.size(); head++) {
            int[] taken = new int[heads.get(head).length()];              // stages so far, for each position
            for (Group group : heads.get(head).groups()) {
                System.arraycopy(group.queries(), 0, queries, firstQuery, group.queries().length);
                System.arraycopy(group.keys(), 0, keys, firstKey, group.keys().length);
                for (int a = 0; a < group.queries().length; a++) {
                    from[firstQuery + a] = firstKey + group.from()[a];
                    to[firstQuery + a] = firstKey + group.to()[a];
                }
                int[] own = byQueries ? group.queries() : group.keys();
                int stage = Arrays.stream(own).map(i -> taken[i]).max().orElse(0);
                for (int i : own) taken[i] = stage + 1;
                if (stage == stages.size()) stages.add(new ArrayList<>());
                if (byQueries) addByQueries(head, group, firstQuery, firstKey, stages.get(stage));
                else addByKeys(head, group, firstQuery, firstKey, stages.get(stage));
                firstQuery += group.queries().length;
                firstKey += group.keys().length;
            }
        }
        return new AttentionTiles(queries, keys, from, to, stages.stream().filter(tiles -> !tiles.isEmpty())
                .map(AttentionTiles::longFirst).toList());
    }

    private static int[] longFirst(List<int[]> tiles) {
        return tiles.stream().sorted(Comparator.comparingInt(tile -> tile[3] - tile[4])).flatMapToInt(Arrays::stream).toArray();
    }

    private static void addByQueries(int head, Group group, int firstQuery, int firstKey, List<int[]> tiles) {
        for (int begin = 0; begin < group.queries().length; begin += TILE) {
            int end = Math.min(begin + TILE, group.queries().length), least = Integer.MAX_VALUE, most = 0;
            for (int a = begin; a < end; a++) {
                if (group.from()[a] == group.to()[a]) continue;
                least = Math.min(least, group.from()[a]);
                most = Math.max(most, group.to()[a]);
            }
            if (least < most)
                tiles.add(new int[] {head, firstQuery + begin, firstQuery + end, firstKey + least, firstKey + most});
        }
    }

    private static void addByKeys(int head, Group group, int firstQuery, int firstKey, List<int[]> tiles) {
        for (int begin = 0; begin < group.keys().length; begin += TILE) {
            int end = Math.min(begin + TILE, group.keys().length), least = Integer.MAX_VALUE, most = 0;
            for (int a = 0; a < group.queries().length; a++) {
                if (Math.max(group.from()[a], begin) >= Math.min(group.to()[a], end)) continue;
                least = Math.min(least, a);
                most = a + 1;
            }
            if (least < most)
                tiles.add(new int[] {head, firstKey + begin, firstKey + end, firstQuery + least, firstQuery + most});
        }
    }

    /// The number of tiles of a stage.
    static int count(int[] stage) {
        return stage.length / NUMBERS;
    }
}
