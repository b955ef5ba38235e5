package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialSettings.Update;
import generative.math.Connections;
import generative.math.Matrix;
import generative.optim.MomentumDescent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {

    @Test
    void theListHasTheProductsTheModelsAndTheArrays() {
        List<String> names = Workloads.all().stream().map(Workload::name).toList();
        assertThat(names).doesNotHaveDuplicates().contains("gan_eager", "maxout_fwd", "rbm_cd1", "dae_eager", "parzen",
                "kmeans", "rand_1m", "adam_1m", "attn_causal_4096_fb", "attn_strided_16384_fb", "attn_fixed_1024_fb",
                "igpt_train_b4", "igpt_sample_b16", "probe");
        assertThat(names.stream().filter(name -> name.startsWith("gemm_"))).hasSize(17);
    }

    @ParameterizedTest
    @CsvSource({"gemm_3x4x5_nn, 3, 4", "gemm_3x4x5_nt, 3, 4", "gemm_3x4x5_tn, 3, 4"})
    void aProductOfAnyShapeCanBeAskedFor(String name, int rows, int cols) {
        Workload product = Workloads.find(name);
        assertThat(product.flop()).isEqualTo(2 * 3 * 4 * 5);
        assertThat(((Matrix) product.prepare().get().run()).shape()).isEqualTo(rows + "×" + cols);
    }

    @Tag("train")
    @ParameterizedTest
    @ValueSource(strings = {"gemm_64x64x64_nn", "gan_b2", "maxout_fwd", "rbm_cd1", "dae_eager", "rand_1m", "randn_1m",
            "dropout_1m", "exp_1m", "sigmoid_1m", "tanh_1m", "cross_entropy_1m", "adam_1m", "attn_causal_40_fb",
            "attn_strided_100_fb", "attn_fixed_96_fb", "attn_dense_7", "attn_strided_50", "attn_fixed_1", "igpt_train_b1"})
    void aWorkloadCanBeDoneAgainAndAgain(String name) {
        Workload.Step step = Workloads.find(name).prepare().get();
        assertThat(step.run()).isNotNull();
        assertThat(step.run()).isNotNull();
    }

    @Test
    void aMillionNumbersAreThatMany() {
        for (String name : List.of("rand_1m", "randn_1m", "dropout_1m", "exp_1m", "adam_1m"))
            assertThat(((Matrix) Workloads.find(name).prepare().get().run()).getNumElements()).as(name)
            .isEqualTo(1 << 20);
    }

    /// By hand, for batch 1, latent 1, 2 units in G, 3 in D with 2 pieces:
    /// G has 1·2 + 2·2 + 2·784 = 1574 weights, D 784·6 + 3·6 + 3 = 4725.
    @Test
    void theCostOfAnIterationIsCountedByHand() {
        AdversarialSettings mnist = AdversarialSettings.MNIST;
        AdversarialSettings tiny = new AdversarialSettings(mnist.noise(), 1, 2, 3, 2, .1, .1, 1, 1,
                MomentumDescent.MNIST.withBatchSize(1), Update.ALTERNATING, 1,
                mnist.generatorLoss());
        double forwards = 2 * 1574 + 3 * 4725, learnD = 784 * 6 + 2 * (18 + 3), learnG = 2 + 2 * (4 + 1568);
        assertThat(AdversarialCost.flop(tiny)).isEqualTo(2 * (forwards + 2 * learnD + 4725 + learnG));
        assertThat(AdversarialCost.flop(tiny.withUpdate(Update.SIMULTANEOUS, 1)))
                .as("one sampling and one judgement fewer").isEqualTo(AdversarialCost.flop(tiny) - 2 * (1574 + 4725));
        assertThat(Workloads.find("gan_b50").flop()).isEqualTo(Workloads.find("gan_eager").flop() / 2);
    }

    /// Of 2 · 64 operations for each of 7 products, 4 heads and all connections; two lists of keys, written out.
    @Test
    void attentionLooksAtWhatThePeersMaskShows() {
        for (String kind : List.of("causal", "strided", "fixed"))
            for (int[] size : new int[][] {{1, 1}, {40, 4}, {96, 32}, {256, 16}, {300, 17}}) {
                Connections connections = AttentionWorkloads.pattern(kind, size[1]).connections(size[0]);
                assertThat(AttentionWorkloads.count(kind, size[0], size[1])).as(kind + " of " + size[0])
                        .isEqualTo(connections.count());
            }
        assertThat(AttentionWorkloads.pattern("strided", 4).connections(40).keys(13)).containsExactly(1, 5, 9, 10, 11, 12, 13);
        assertThat(AttentionWorkloads.pattern("fixed", 10).connections(40).keys(22))
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22);
        assertThat(Workloads.find("attn_causal_3_fb").flop()).isEqualTo(2 * 64 * 7 * 4 * 6);
        assertThat(Workloads.find("attn_strided_16").flop()).as("l = 4").isEqualTo(2 * 64 * 7 * 4 * 82.0);
    }

    @Test
    void ourParzenWindowAnswersToEachNameOfThePeers() {
        assertThat(Workloads.find("probe_torch_lbfgs").name()).isEqualTo("probe");
        assertThat(Workloads.find("igpt_sample_b2").flop()).isEqualTo(2 * Workloads.find("igpt_sample_b1").flop());
        assertThat(Workloads.find("parzen_cdist").name()).isEqualTo("parzen");
        assertThat(Workloads.find("kmeans_gemm_c1024").name()).isEqualTo("kmeans");
        assertThat(Workloads.find("parzen").peerNames()).containsExactly("parzen_gemm", "parzen_cdist");
    }

    @Test
    void theMachinesPeakCanBeAskedForButIsNotInTheList() {
        assertThat(Workloads.find(Workloads.PEAK).prepare().get().run()).isEqualTo(5.5);
        assertThat(Workloads.all()).noneMatch(workload -> workload.name().equals(Workloads.PEAK));
    }

    @Test
    void aPatternChoosesByAnyOfTheNames() {
        assertThat(Workloads.matching("")).hasSameSizeAs(Workloads.all());
        assertThat(Workloads.matching("_tn$")).hasSize(3);
        assertThat(Workloads.matching("^kmeans$").stream().map(Workload::name)).containsExactly("kmeans");
        assertThat(Workloads.matching("cdist").stream().map(Workload::name)).containsExactly("parzen", "kmeans");
        assertThat(Workloads.matching("gemm_8x8x8_nn").stream().map(Workload::name)).containsExactly("gemm_8x8x8_nn");
    }

    @Test
    void aWrongNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Workloads.find("gan_aeger")).isInstanceOf(UserException.class)
                .hasMessage("There is no workload gan_aeger; the nearest is gan_eager, and bench --list shows them all.");
        assertThatThrownBy(() -> Workloads.matching("sigmiod")).isInstanceOf(UserException.class)
                .hasMessage("No workload matches sigmiod; the nearest is sigmoid_1m, and bench --list shows them all.");
        assertThatThrownBy(() -> Workloads.matching("gemm_(")).isInstanceOf(UserException.class)
                .hasMessageStartingWith("--only gemm_( is no regular expression (")
                .hasMessageEndingWith("a name or the beginning of one will do.");
    }

    @Test
    void aWorkloadNeedsANameForThePeer() {
        assertThatThrownBy(() -> new Workload("a", List.of(), 0, () -> () -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a needs a name for the peer");
    }
}
