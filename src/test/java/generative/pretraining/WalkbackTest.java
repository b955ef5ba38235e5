package generative.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WalkbackTest {

    private static final long SEED = 7;
    private static final GsnSettings TINY = GsnSettings.PUBLISHED.withHidden(4, 3).withNoise(.3).withRounds(3).withDescent(5, .5, .9, .5);

    private static GenerativeStochasticNetwork net(GsnSettings settings) {
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(settings, 6, Randoms.of(1));
        for (Parameter p : net.parameters())
            p.set(Randoms.uniform(p.value().numRows(), p.value().numCols(), -.8, .8, Randoms.of(p.value().getNumElements())));
        return net;
    }

    private static Matrix images(int n) {
        return Randoms.uniform(n, 6, 0, 1, Randoms.of(3));
    }

    /// L by its definition, from the costs of all rounds.
    private static double loss(GenerativeStochasticNetwork net, Matrix x) {
        GenerativeStochasticNetwork blank = net;
        List<Matrix> state = blank.start(x, Randoms.of(SEED));
        double[] costs = Walkback.learn(blank, x, Randoms.of(SEED));
        assertThat(state).hasSize(net.settings().hidden().size() + 1);
        return Arrays.stream(costs).sum() / x.numCols();
    }

    static Stream<GsnSettings> nets() {
        return Stream.of(TINY, TINY.withRounds(1), TINY.withHidden(5), TINY.withHidden(4, 3, 5), TINY.withHidden(3, 4, 2, 3).withNoise(1),
                new GsnSettings(List.of(4, 3), Elementwise.SIGMOID, .2, .5, 2, 5, .5, 1, 0), TINY.withCorruption(0).withNoise(0));
    }

    /// Central differences in double with the noise of one seed. A coin that changed sides within ±h would be seen as a huge slope.
    @ParameterizedTest
    @MethodSource("nets")
    void everyParameterLearnsTheMeasuredSlope(GsnSettings settings) {
        GenerativeStochasticNetwork net = net(settings);
        net.parameters().forEach(Parameter::toDouble);
        Matrix x = images(4).inDouble();
        Walkback.learn(net, x, Randoms.of(SEED));
        List<Matrix> gradients = net.parameters().stream().map(p -> p.gradient().copy()).toList();
        for (int q = 0; q < gradients.size(); q++) {
            Parameter p = net.parameters().get(q);
            for (int i = 0; i < p.value().getNumElements(); i++) {
                double at = p.value().get(i), h = 1e-5;
                p.value().set(i, at + h);
                double up = loss(net, x);
                p.value().set(i, at - h);
                double down = loss(net, x);
                p.value().set(i, at);
                double measured = (up - down) / (2 * h), said = gradients.get(q).get(i);
                assertThat(Math.abs(measured - said) / Math.max(1e-3, Math.abs(said))).as("%s %d of parameter %d", p.name(), i, q)
                        .isLessThan(1e-7);
            }
        }
    }
}
