package generative.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which keys each query looks at, over N positions, in the form that attention kernels work on.
///
/// Queries that look at about the same keys make a [Group]: they share one list of keys, of which each query sees a run.
///
/// ```
/// query queries[a] sees the keys   keys[from[a]] … keys[to[a] − 1]
/// ```
/// Few groups are enough for the known patterns, since every one of them is regular in some order: all that came before is one
/// group with runs [0, i+1); a window is one group with runs [i−l+1, i+1); every l-th position is l groups, one for each
/// remainder. A query's keys are those of all its groups, and no connection is in two of them: a key counted twice
/// would weigh twice.
public final class Connections {

    /// @param queries positions of the queries, ascending
    /// @param keys    positions of the keys, ascending
    /// @param from    for each query where its run in `keys` begins
    /// @param to      for each query where its run ends, exclusive; `from` where it sees none
    public record Group(int[] queries, int[] keys, int[] from, int[] to) {

        public Group {
            if (from.length != queries.length || to.length != queries.length)
                throw new IllegalArgumentException(queries.length + " queries do not have " + from.length + " and " + to.length
                        + " ends of runs");
            for (int a = 0; a < queries.length; a++)
                if (from[a] < 0 || from[a] > to[a] || to[a] > keys.length)
                    throw new IllegalArgumentException("the run [" + from[a] + ", " + to[a] + ") of query " + queries[a]
                            + " is none of " + keys.length + " keys");
        }

        /// Query a of the group sees key c of the list.
        boolean sees(int a, int c) {
            return from[a] <= c && c < to[a];
        }
    }

    private final int length;
    private final List<Group> groups;

    /// @param length the number of positions N
    /// @param groups which hold no connection twice
    public Connections(int length, List<Group> groups) {
        if (length < 1) throw new IllegalArgumentException("connections need 1 position or more, got " + length);
        for (Group group : groups) {
            requireAscending(group.queries, length);
            requireAscending(group.keys, length);
        }
        this.length = length;
        this.groups = List.copyOf(groups);
    }

    private static void requireAscending(int[] positions, int length) {
        int last = -1;
        for (int position : positions) {
            if (position <= last || position >= length)
                throw new IllegalArgumentException("positions must ascend from 0 to " + (length - 1) + ", but " + position + " follows "
                        + last);
            last = position;
        }
    }

    /// N.
    public int length() {
        return length;
    }

    public List<Group> groups() {
        return groups;
    }

    /// The keys that query i sees, ascending.
    public int[] keys(int i) {
        int[] seen = new int[0];
        for (Group group : groups) {
            int a = Arrays.binarySearch(group.queries, i);
            if (a < 0 || group.from[a] == group.to[a]) continue;
            int old = seen.length, more = group.to[a] - group.from[a];
            seen = Arrays.copyOf(seen, old + more);
            System.arraycopy(group.keys, group.from[a], seen, old, more);
        }
        Arrays.sort(seen);
        return seen;
    }

    /// The number of connections.
    public long count() {
        long sum = 0;
        for (Group group : groups) for (int a = 0; a < group.queries.length; a++) sum += group.to[a] - group.from[a];
        return sum;
    }

    /// The connections of both, each once.
    public Connections union(Connections other) {
        if (other.length != length)
            throw new IllegalArgumentException("connections of " + length + " and of " + other.length + " positions have no union");
        int[][] mine = new int[length][];
        List<Group> all = new ArrayList<>(groups);
        for (Group group : other.groups) {
            int[] from = group.from.clone(), to = group.to.clone();
            for (int a = 0; a < from.length; a++) {
                int i = group.queries[a];
                if (mine[i] == null) mine[i] = keys(i);
                while (from[a] < to[a] && contains(mine[i], group.keys[to[a] - 1])) to[a]--;
                while (from[a] < to[a] && contains(mine[i], group.keys[from[a]])) from[a]++;
                for (int c = from[a]; c < to[a]; c++)
                    if (contains(mine[i], group.keys[c])) {                // the run is broken: the rest is a group of its own
                        all.add(rest(i, group.keys, c, to[a], mine[i]));
                        to[a] = c;
                    }
            }
            all.add(new Group(group.queries, group.keys, from, to));
        }
        return new Connections(length, all);
    }

    private static Group rest(int query, int[] keys, int from, int to, int[] without) {
        int[] left = Arrays.stream(keys, from, to).filter(key -> !contains(without, key)).toArray();
        return new Group(new int[] {query}, left, new int[] {0}, new int[] {left.length});
    }

    private static boolean contains(int[] sorted, int key) {
        return Arrays.binarySearch(sorted, key) >= 0;
    }

    @Override public String toString() {
        return "Connections of " + length + " positions: " + count() + " in " + groups.size() + " groups";
    }
}
