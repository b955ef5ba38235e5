package generative.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Connections.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static Group group(int[] queries, int[] keys, int[] from, int[] to) {
        return new Group(queries, keys, from, to);
    }

    @Test void aQuerySeesARunOfItsGroupsKeys() {
        Connections c = new Connections(6, List.of(
                group(new int[] {2, 4}, new int[] {0, 1, 3, 4}, new int[] {0, 1}, new int[] {2, 4}),
                group(new int[] {4}, new int[] {0}, new int[] {0}, new int[] {1})));
        assertThat(c.keys(2)).containsExactly(0, 1);
        assertThat(c.keys(4)).containsExactly(0, 1, 3, 4);
        assertThat(c.keys(3)).isEmpty();
        assertThat(c.count()).isEqualTo(6);
        assertThat(c).hasToString("Connections of 6 positions: 6 in 2 groups");
    }

    @Test void aUnionHasEachConnectionOnce() {
        Connections one = new Connections(5, List.of(group(new int[] {4}, new int[] {2}, new int[] {0}, new int[] {1})));
        Connections all = new Connections(5, List.of(
                group(new int[] {3, 4}, new int[] {0, 1, 2, 3, 4}, new int[] {0, 0}, new int[] {4, 5})));
        for (Connections union : List.of(one.union(all), all.union(one))) {
            assertThat(union.count()).isEqualTo(9);
            assertThat(union.keys(4)).containsExactly(0, 1, 2, 3, 4);
            assertThat(union.keys(3)).containsExactly(0, 1, 2, 3);
        }
    }

    @Test void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> new Connections(0, List.of())).hasMessage("connections need 1 position or more, got 0");
        assertThatThrownBy(() -> group(new int[] {1}, new int[] {0}, new int[] {0}, new int[] {2}))
                .hasMessage("the run [0, 2) of query 1 is none of 1 keys");
        assertThatThrownBy(() -> group(new int[] {1}, new int[] {0}, new int[] {-1}, new int[] {1}))
                .hasMessage("the run [-1, 1) of query 1 is none of 1 keys");
        assertThatThrownBy(() -> group(new int[] {1}, new int[] {0}, new int[] {1}, new int[] {0}))
                .hasMessage("the run [1, 0) of query 1 is none of 1 keys");
        assertThatThrownBy(() -> new Connections(2, List.of(group(new int[] {1, 0}, new int[] {0}, new int[2], new int[2]))))
                .hasMessage("positions must ascend from 0 to 1, but 0 follows 1");
        assertThatThrownBy(() -> group(new int[] {1}, new int[] {0}, new int[0], new int[] {1}))
                .hasMessage("1 queries do not have 0 and 1 ends of runs");
        assertThatThrownBy(() -> new Connections(2, List.of(group(new int[] {1}, new int[] {2}, new int[] {0}, new int[] {1}))))
                .hasMessage("positions must ascend from 0 to 1, but 2 follows -1");
        Connections two = new Connections(2, List.of()), three = new Connections(3, List.of());
        assertThatThrownBy(() -> two.union(three)).hasMessage("connections of 2 and of 3 positions have no union");
    }
}
