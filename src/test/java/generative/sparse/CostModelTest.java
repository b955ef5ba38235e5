package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.sparse.HeadPatterns.Way;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CostModelTest {

    /// 2 layers of width 4, 2 heads, keys 2, inner 6, over 4·3 positions, 5 tokens.
    private static final Architecture SMALL = new Architecture(5, List.of(4, 3), 2, 4, 2, 2, 6,
            HeadPatterns.strided(3, Way.BY_TURNS));

    @Test void thePublishedNets() {
        assertThat(ParameterCount.of(Architecture.CIFAR10).total()).isEqualTo(59_196_928);
        assertThat(ParameterCount.of(Architecture.ENWIK8).total()).isEqualTo(94_949_888);
        assertThat(ParameterCount.of(Architecture.IMAGENET64).total()).isEqualTo(151_645_184);
    }

    @Test void theParametersOfASmallNetByHand() {
        ParameterCount count = ParameterCount.of(SMALL);
        assertThat(count).isEqualTo(new ParameterCount(20, 28, 4,
                2 * ((4 * 2 + 2) + (4 * 2 + 2) + (4 * 4 + 4) + (4 * 4 + 4)), 2 * ((4 * 6 + 6) + (6 * 4 + 4)), 2 * 16, 8, 20));
        assertThat(count.parts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(count.total()).isEqualTo(348);
        assertThat(count.parts()).hasSize(8).containsEntry("final norm", 8L);
        assertThat(count).hasToString("348 parameters, 268 of them in blocks");
    }

    static Stream<Architecture> nets() {
        return Stream.of(SMALL, Architecture.of(7, List.of(4, 4), 3, 6, 3, HeadPatterns.fixed(4, 1, Way.MERGED)),
                Architecture.of(2, List.of(2, 2, 3), 1, 4, 1, HeadPatterns.dense()));
    }

    /// What is counted is what the model has.
    @ParameterizedTest
    @MethodSource("nets")
    void theModelHasAsManyParameters(Architecture net) {
        List<Parameter> parameters = new SparseTransformer(net, 0, false, Randoms.of(1)).parameters();
        assertThat(parameters.stream().mapToLong(p -> p.value().getNumElements()).sum())
                .isEqualTo(ParameterCount.of(net).total());
    }

    /// local(3) over 12 positions: 1 + 2 + 10·3 = 33; everyLth(3): 3·(1+2+3+4) = 30; a layer of two heads each.
    @Test void multiplyAddsByHand() {
        CostModel cost = new CostModel(SMALL, 5, false, 4), again = cost.recomputing();
        assertThat(cost.connections()).isEqualTo(2 * 33 + 2 * 30);
        long block = 4 * 2 + 4 * 2 + 4 * 4 + 4 * 4 + 4 * 6 + 6 * 4, products = 12 * (2 * block + 4 * 5),
                attention = 126 * (1 + 2);
        assertThat(cost.forward()).isEqualTo(new CostModel.Work(products, attention));
        assertThat(cost.backward()).isEqualTo(new CostModel.Work(2 * products, 126 * (3 * 1 + 2 * 2)));
        assertThat(cost.trainingStep()).isEqualTo(new CostModel.Work(5 * 3 * products, 5 * 126 * (3 + 7)));
        assertThat(again.trainingStep()).as("the blocks once more")
                .isEqualTo(new CostModel.Work(5 * (3 * products + 12 * 2 * block), 5 * 126 * (3 + 7 + 3)));
        assertThat(again.forward()).isEqualTo(cost.forward());
    }

    @Test void headsThatDifferAreCountedEach() {
        Architecture heads = SMALL.withPatterns(HeadPatterns.of(Way.BY_HEAD,
                List.of(AttentionPattern.dense(), AttentionPattern.self())));
        assertThat(new CostModel(heads, 1, false, 4).connections()).isEqualTo(2 * (78 + 12));
        assertThat(new CostModel(Architecture.CIFAR10, 1, false, 4).connections()).isEqualTo(64L * 2 * (290_352 + 50_688));
    }

    @Test void timeIsTwoOperationsForAMultiplyAdd() {
        CostModel cost = new CostModel(SMALL, 5, true, 4);
        double step = 2.0 * cost.trainingStep().total() / 3e9;
        assertThat(cost.trainingStep().seconds(3)).isCloseTo(step, within(1e-18));
        assertThat(cost.secondsPerEpoch(3, 20)).as("four batches of five").isCloseTo(4 * step, within(1e-17));
        double days = new CostModel(Architecture.CIFAR10, 1, true, 4).secondsPerEpoch(100, 48_000) / 86_400;
        assertThat(days).as("the published net on a laptop").isBetween(8.0, 9.0);
    }

    @Test void memoryByHand() {
        int rows = 5 * 12, block = 10 * 4 + 2 * 2 + 2 * 6 + 2 + 4, around = rows * (3 * 4 + 2 + 2 * 5) + 12 * 4 * 2;
        MemoryCost all = new CostModel(SMALL, 5, false, 4).memory(), again = new CostModel(SMALL, 5, true, 2).memory();
        assertThat(all).isEqualTo(new MemoryCost(4 * 348, 4 * 348, 8 * 348, 4L * (2 * rows * block + around), 0));
        assertThat(again).isEqualTo(new MemoryCost(2 * 348, 2 * 348, 4 * 348, 2L * (rows * 4 + rows * block + around), 0));
        MemoryCost textbook = new CostModel(SMALL, 5, false, 4).textbookMemory();
        assertThat(textbook.probabilities()).as("2 layers, 2 heads, 5 sequences").isEqualTo(4 * 2 * 2 * 5 * 144);
        assertThat(textbook.activations()).as("no log-sums").isEqualTo(all.activations() - 4 * 2 * rows * 2);
        assertThat(new CostModel(SMALL, 5, true, 4).textbookMemory().probabilities()).isEqualTo(4 * 2 * 5 * 144);
        assertThat(textbook.total()).isEqualTo(4 * 4 * 348 + textbook.activations() + textbook.probabilities());
    }

    /// The published case for sparse attention: what the probabilities of the net for CIFAR-10 take.
    @Test void textbookProbabilitiesOfThePublishedNet() {
        assertThat(new CostModel(Architecture.CIFAR10, 1, false, 4).textbookMemory().probabilities())
                .isEqualTo(MemoryTable.ROWS.get(1).storedBytes());
    }

    @Test void itSaysWhatItCosts() {
        assertThat(new CostModel(Architecture.CIFAR10, 1, true, 4)).hasToString(
                "59,196,928 parameters, 59,047,936 of them in blocks; a step of 1 takes 758.5·10⁹ multiply-adds and 1.419 GB");
        assertThat(new CostModel(SMALL, 1, false, 4).textbookMemory()).hasToString(
                "15.17 kB: 5.568 kB for parameters, their gradients and Adam, 7.296 kB of activations, 2.304 kB of "
                        + "probabilities");
        assertThat(new CostModel(SMALL, 1, false, 4).memory().toString()).doesNotContain("probabilities");
    }

    @Test void whatCannotBeIsNamed() {
        assertThatThrownBy(() -> new CostModel(SMALL, 0, false, 4))
                .hasMessage("a step needs 1 sequence or more and numbers of 1 byte or more, got 0 and 4");
        assertThatThrownBy(() -> new CostModel(SMALL, 1, false, 0)).hasMessageContaining("got 1 and 0");
    }
}
