package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import generative.math.Backend;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// One step of each published pair with its published minibatch: shapes, parameters and memory.
@Isolated("it measures memory")
final class PublishedCifarNetsTest {

    private static final long MEGABYTE = 1_000_000;

    @BeforeEach void onlyWhereThereIsRoomAndSpeed() {
        assumeThat(Backend.current().describe()).as("the backend; others take minutes").startsWith("Vector API");
        assumeThat(Runtime.getRuntime().maxMemory() / MEGABYTE).as("megabytes for the heap").isGreaterThan(2500);
    }

    private static long parameters(List<Parameter> parameters) {
        return parameters.stream().mapToLong(p -> p.value().getNumElements()).sum();
    }

    private static long usedMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEGABYTE;
    }

    /// After a step there are 4 bytes of each parameter, of its gradient and of its velocity, the data, and little
    /// else: all of it is gone afterwards.
    private static void step(CifarNets nets, int batch, long ofGenerator, long ofDiscriminator) {
        long during = megabytesAfterOneStep(nets, batch, ofGenerator, ofDiscriminator);
        long expected = 3 * 4 * (ofGenerator + ofDiscriminator) / MEGABYTE;
        assertThat(during - usedMegabytes()).as("megabytes").isBetween(expected - 20, expected + 120);
    }

    private static long megabytesAfterOneStep(CifarNets nets, int batch, long ofGenerator, long ofDiscriminator) {
        RandomGenerator random = Randoms.of(1);
        Matrix data = Randoms.gaussian(batch, CifarNets.IMAGE.size(), 1, random);
        AdversarialTraining training = new AdversarialTraining(nets.settings(), nets.generator(random),
                nets.discriminator(random), data, Conditions.none(), 1);
        assertThat(nets.settings().descent().batchSize()).isEqualTo(batch);
        List<Parameter> G = training.generator().parameters(), D = training.discriminator().parameters();
        assertThat(parameters(G)).isEqualTo(ofGenerator);
        assertThat(parameters(D)).isEqualTo(ofDiscriminator);
        Matrix bias = G.getLast().value().copy(), logit = D.getLast().value().copy();

        Map<String, Double> metrics = training.step(0);
        assertThat(metrics.values()).allMatch(Double::isFinite);
        assertThat(metrics.get("D on data")).isBetween(.4, .6);
        assertThat(G.getLast().value().minus(bias).elementMaxAbs()).as("G moved").isGreaterThan(0);
        assertThat(D.getLast().value().minus(logit).elementMaxAbs()).as("D moved").isGreaterThan(0);
        long used = usedMegabytes();
        assertThat(training.stepsPerEpoch()).isEqualTo(1);                 // and is still in use here
        return used;
    }

    @Test void theFullyConnectedPair() {
        step(CifarNets.FullyConnected.PUBLISHED, 100, 89_395_072, 37_393_601);
    }

    /// G 100·8000 + 8000 + 8000·8000 + 8000 + 75·80 + 3072; D 192·64 + 64 + 2048·64 + 64 + 800·384 + 384 + 4800·2500
    /// + 2500 + 501.
    @Tag("long")
    @Test void theConvolutionalPair() {
        step(CifarNets.Convolutional.PUBLISHED, 128, 64_825_072, 12_454_073);
    }
}
