package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.MachinePeak;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchServerTest {

    private static final int THREADS = MachinePeak.threads();

    private static List<String> answers(String... questions) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new BenchServer(0).serve(new BufferedReader(new StringReader(String.join("\n", questions))),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Reply answer(String question) throws IOException {
        return Reply.read(answers(question).get(1));
    }

    @Test
    void itSaysReadyAndAnswersLineByLine() throws IOException {
        List<String> lines = answers("gemm_8x8x8_nn " + THREADS + " 0.001", "", "gemm_4x4x4_tn " + THREADS + " 0.001");
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo("READY");
        assertThat(((Reply.Slot) Reply.read(lines.get(1))).flop()).isEqualTo(1024);
        assertThat(((Reply.Slot) Reply.read(lines.get(2))).workload()).isEqualTo("gemm_4x4x4_tn");
    }

    @Test
    void whatItCannotMeasureItRefuses() throws IOException {
        assertThat(answer("gem " + THREADS + " 1")).isEqualTo(new Reply.Refusal("gem",
                "There is no workload gem; the nearest is gemm_64x64x64_nn, and bench --list shows them all."));
        assertThat(answer("exp_1m 77 1")).isEqualTo(new Reply.Refusal("exp_1m", "this process has " + THREADS
                + " threads, not 77"));
        assertThat(answer("exp_1m two 1")).isEqualTo(new Reply.Refusal("exp_1m",
                "threads and seconds must be numbers: 'exp_1m two 1'"));
        assertThat(answer("exp_1m 2")).isEqualTo(new Reply.Refusal("exp_1m",
                "a question is a name, a number of threads and seconds, not 'exp_1m 2'"));
    }
}
