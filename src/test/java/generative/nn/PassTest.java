package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PassTest {

    private final List<String> calls = new ArrayList<>();
    private final Pass pass = new Pass(Matrix.row(1, 2), dy -> calls.add("learn"), dy -> {
        calls.add("input");
        return dy.scale(3);
    });

    @Test void backwardGoesBothWays() {
        assertThat(pass.backward(Matrix.row(1, 10)).toArray2()).isDeepEqualTo(new double[][] {{3, 30}});
        assertThat(calls).containsExactly("learn", "input");
    }

    @Test void eachWayCanBeGoneAlone() {
        pass.learn(Matrix.row(1, 10));
        assertThat(calls).containsExactly("learn");
        pass.inputGradient(Matrix.row(1, 10));
        assertThat(calls).containsExactly("learn", "input");
    }

    @Test void withoutParametersThereIsNothingToLearn() {
        Pass bare = new Pass(Matrix.row(1), dy -> dy);
        bare.learn(Matrix.row(4));
        assertThat(bare.backward(Matrix.row(4)).get(0)).isEqualTo(4);
    }

    @Test void badShapesAreNamedOnEveryWay() {
        Matrix wrong = Matrix.zeros(2, 1);
        List<ThrowingCallable> ways =
                List.of(() -> pass.learn(wrong), () -> pass.inputGradient(wrong), () -> pass.backward(wrong));
        for (ThrowingCallable way : ways)
            assertThatThrownBy(way).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the gradient is 2×1, but the output was 1×2");
        assertThat(calls).isEmpty();
    }

    @Test void isReadable() {
        assertThat(pass).hasToString("Pass to Matrix 1×2 float [1.000, 2.000]");
    }
}
