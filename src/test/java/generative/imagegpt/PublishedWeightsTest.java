package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.Safetensors;
import generative.math.Matrix;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of weights that are not what they claim, and the published sizes.
class PublishedWeightsTest {

    @TempDir
    private Path folder;

    private static Path published() throws Exception {
        return Path.of(PublishedWeightsTest.class.getResource("published.safetensors").toURI());
    }

    private Path changed(Consumer<Map<String, Matrix>> change) throws Exception {
        Map<String, Matrix> tensors = new LinkedHashMap<>(Safetensors.read(published(), name -> !name.endsWith("attn.bias")).tensors());
        change.accept(tensors);
        Path file = folder.resolve("changed.safetensors");
        new Safetensors(Map.of(), tensors).write(file);
        return file;
    }

    private void refuses(Consumer<Map<String, Matrix>> change, int heads, String what) throws Exception {
        Path file = changed(change);
        assertThatThrownBy(() -> PublishedWeights.read(file, heads)).isInstanceOf(UserException.class)
                .hasMessage(file + " cannot be read as an Image GPT: " + what + "; take a file with the weights of one.");
    }

    @Test void theFileSaysItsSizesButNotItsHeads() throws Exception {
        ImageGpt model = PublishedWeights.read(changed(tensors -> { }), 1);
        assertThat(model).hasToString("ImageGpt AR, 2 layers of width 4, 1 heads, keys 4, inner 16, 6 positions, 5 tokens, dense");
        assertThat(model.size()).isEqualTo(PublishedSizes.parameters(model.sizes()));
        refuses(tensors -> { }, 0, "8 heads do not divide its width 4, so say how many it has");
    }

    /// A file with one layer of this width, all zeros.
    private Path ofWidth(int d) {
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        int[] shapes = {4, d, 2, d, 1, d, d, 3 * d, d, d, 1, d, d, 1, 1, d, 1, d, 3, d};
        List<String> names = List.of("wte", "wpe", "h.0.ln_1", "h.0.attn.c_attn", "h.0.attn.c_proj", "h.0.ln_2", "h.0.mlp.c_fc",
                "h.0.mlp.c_proj", "ln_f");
        for (int k = 0; k < names.size(); k++)
            tensors.put("transformer." + names.get(k) + ".weight", Matrix.zeros(shapes[2 * k], shapes[2 * k + 1]));
        tensors.put("lm_head.weight", Matrix.zeros(3, d));
        Path file = folder.resolve(d + ".safetensors");
        new Safetensors(Map.of(), tensors).write(file);
        return file;
    }

    @Test void theNumberOfHeadsIsGivenOrThatOfThePublishedNetOfItsWidth() {
        assertThat(PublishedWeights.read(ofWidth(1536)).sizes().heads()).as("iGPT-L").isEqualTo(16);
        assertThat(PublishedWeights.read(ofWidth(16)).sizes().heads()).isEqualTo(8);
        assertThat(PublishedWeights.read(ofWidth(16), 2).sizes().heads()).isEqualTo(2);
        assertThat(PublishedWeights.read(ofWidth(16), 16).sizes().heads()).isEqualTo(16);
    }

    @Test void whatDoesNotFitIsNamed() throws Exception {
        refuses(tensors -> tensors.remove("transformer.wte.weight"), 2, "there is no transformer.wte.weight in it");
        refuses(tensors -> tensors.remove("transformer.h.1.attn.c_proj.weight"), 2, "there is no transformer.h.1.attn.c_proj.weight in it");
        refuses(tensors -> tensors.put("lm_head.weight", Matrix.zeros(6, 4)), 2, "lm_head.weight is 6×4 where the other tensors ask for 5×4");
        refuses(tensors -> tensors.put("transformer.wpe.weight", Matrix.zeros(6, 3)), 2,
                "transformer.wpe.weight is 6×3 where the other tensors ask for any×4");
        refuses(tensors -> tensors.put("transformer.h.0.mlp.c_proj.bias", Matrix.row(0, 0, 1, 0)), 2,
                "transformer.h.0.mlp.c_proj.bias is not 0, though the published nets have no biases");
        refuses(tensors -> tensors.keySet().removeIf(name -> name.contains(".h.0.")), 2, "it holds no layers or no colours");
        refuses(tensors -> tensors.put("transformer.wpe.weight", Matrix.zeros(0, 4)), 2,
                "it has a width or a number of positions of 0");
        refuses(tensors -> tensors.put("transformer.h.0.mlp.c_fc.weight", Matrix.zeros(4, 0)), 2,
                "it has a width or a number of positions of 0");
    }

    /// A header that claims a tensor of 8 TB, in a file of some bytes.
    @Test void aHeaderThatLiesAllocatesNothing() throws IOException {
        String json = "{\"transformer.wte.weight\":{\"dtype\":\"F32\",\"shape\":[1000000,2000],\"data_offsets\":[0,8000000000]}}";
        Path file = folder.resolve("lies.safetensors");
        Files.write(file, ByteBuffer.allocate(8 + json.length() + 8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length()).put(json.getBytes()).array());
        assertThatThrownBy(() -> PublishedWeights.read(file)).isInstanceOf(UserException.class).hasMessage(file
                + " is no whole safetensors file: its tensors need 8000000000 bytes and the file has 8; use an earlier file or make it again.");
    }

    /// Table 5 and section 3.3; the heads of XL are not published.
    @Test void thePublishedSizesAndRates() {
        List<PublishedSizes> all = List.of(PublishedSizes.values());
        assertThat(all).extracting(one -> one.sizes().layers()).containsExactly(24, 36, 48, 60);
        assertThat(all).extracting(one -> one.sizes().width()).containsExactly(512, 1024, 1536, 3072);
        assertThat(all.subList(0, 3)).extracting(one -> one.sizes().heads()).containsExactly(8, 8, 16);
        assertThat(all).extracting(PublishedSizes::learningRate).containsExactly(.003, .003, .001, .0003);
        assertThat(all).allSatisfy(one -> assertThat(one.sizes().vocabulary()).isEqualTo(512));
    }

    /// Exact values of the fact sheet.
    @Test void thePublishedNumbersOfParameters() {
        assertThat(List.of(PublishedSizes.values())).extracting(one -> PublishedSizes.parameters(one.sizes()))
                .containsExactly(76_571_648L, 455_157_760L, 1_362_250_752L, 6_801_438_720L);
        assertThat(PublishedSizes.parameters(PublishedSizes.XL.sizes(64))).isEqualTo(6_810_875_904L);
        Architecture small = Architecture.of(512, List.of(1024), 12, 256, 8, HeadPatterns.dense());
        assertThat(PublishedSizes.parameters(small)).as("12 layers of 256").isEqualTo(12 * (12 * 256 * 256 + 512) + 256 + 1024 * 256 + 2 * 512 * 256 + 256);
        assertThat(PublishedSizes.table(100)).contains("iGPT-XL", "6,801,438,720");
    }
}
