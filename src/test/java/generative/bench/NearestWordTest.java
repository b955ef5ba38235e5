package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {

    @Test
    void theTableIsThatOfAWorkedExample() {
        assertThat(NearestWord.distances("kitten", "sitting")).containsExactly(6, 6, 5, 4, 3, 3, 2, 3);
        assertThat(NearestWord.distances("", "abc")).containsExactly(0, 1, 2, 3);
        assertThat(NearestWord.distances("abc", "")).containsExactly(3);
    }

    @Test
    void theBeginningDecidesAndThenTheWholeWord() {
        List<String> words = List.of("exp_1m", "gemm_64x64x64_nn", "gemm_64x64", "gan_eager");
        assertThat(NearestWord.to("gem", words)).isEqualTo("gemm_64x64");
        assertThat(NearestWord.to("gan_aeger", words)).isEqualTo("gan_eager");
        assertThat(NearestWord.to("epx_1m", words)).isEqualTo("exp_1m");
        assertThat(NearestWord.to("x", List.of("a", "b"))).as("the first of equals").isEqualTo("a");
    }
}
