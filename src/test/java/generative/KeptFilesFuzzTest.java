package generative;

import generative.bench.Reply;
import generative.data.Safetensors;
import generative.imagegpt.ColourPalette;
import generative.imagegpt.ImageTokens;
import generative.imagegpt.PublishedWeights;
import generative.imagegpt.VqVae;
import generative.imagegpt.VqVaeSizes;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.ImageShape;
import generative.pretraining.FinishedCells.Cell;
import generative.pretraining.FinishedCells;
import generative.training.Checkpoint;
import generative.training.Trainee;
import generative.training.TrainingLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged files of those that trainings keep and read again, and of weights that others publish.
@Tag("fuzz")
@Execution(ExecutionMode.CONCURRENT)
final class KeptFilesFuzzTest {

    static Stream<ReaderFuzz> readers() throws Exception {
        return Stream.of(checkpoint(), log(), cells(), palette(), vqVae(), published(), reply());
    }

    @ParameterizedTest
    @MethodSource("readers")
    void whateverStandsInAFileItIsReadOrRefused(ReaderFuzz reader) throws Exception {
        reader.run();
    }

    /// Two matrices, one of each precision.
    private static final class Numbers implements Trainee {

        private final Matrix w = Matrix.row(1, 2, 3), v = SafetensorsMutants.doubles(2, 1);

        @Override public Map<String, Double> step(long step) {
            return Map.of();
        }

        @Override public Map<String, Matrix> state() {
            Map<String, Matrix> state = new LinkedHashMap<>();
            state.put("w", w);
            state.put("v", v);
            return state;
        }

        @Override public Map<String, String> config() {
            return Map.of("settings", "Numbers[size=3, rate=.5]", "seed", "7");
        }
    }

    private static ReaderFuzz checkpoint() throws Exception {
        byte[] file = SafetensorsMutants.written(folder -> Checkpoint.save(folder, new Numbers(), 20));
        return SafetensorsMutants.add(new ReaderFuzz("checkpoint", "checkpoint-000000020.safetensors",
                any -> Checkpoint.load(any, new Numbers())), file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ReaderFuzz log() {
        return new ReaderFuzz("log of a training", "log.csv", file -> {
            TrainingLog log = TrainingLog.open(file, 20);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("D loss", .5);
            values.put("rate", 1.0);
            log.add(30, values);
            return log.column("rate");
        }).memory(1 << 20, 300).file(bytes("step,D loss,rate\n10,0.5,1\n20,0.25,2\n30,0.125,3\n"))
                .file(bytes("step,D loss,rate\n10,NaN,1e-300\n"));
    }

    private static ReaderFuzz cells() {
        return new ReaderFuzz("results of an experiment", "results.csv",
                file -> FinishedCells.open(file, "digits").find(new Cell(9, 2, 100, true, 1)))
                .file(bytes("""
                        # digits
                        units,depth,labels,start,seed,validation error,test error,training loss,course
                        20,1,100,random,1,0.10000,0.20000,0.3,0.50000 0.10000
                        9,2,100,pretrained,1,0.10000,0.20000,0.3,0.50000 0.10000
                        """));
    }

    private static Path saved(ImageTokens tokens, Path folder) {
        Path file = folder.resolve("tokens");
        tokens.save(file);
        return file;
    }

    private static ReaderFuzz palette() throws Exception {
        ReaderFuzz reader = new ReaderFuzz("palette", "palette.safetensors", file -> {
            ColourPalette palette = (ColourPalette) ImageTokens.load(file);
            return palette.decode(Matrix.row(0, palette.size() - 1));
        });
        for (Matrix colours : new Matrix[] {Matrix.row(-1, 0, 1).transpose(), SafetensorsMutants.doubles(4, 3)})
            SafetensorsMutants.add(reader, SafetensorsMutants.written(folder -> saved(new ColourPalette(colours), folder)));
        return reader;
    }

    private static ReaderFuzz vqVae() throws Exception {
        VqVae model = new VqVae(new VqVaeSizes(new ImageShape(1, 2, 4), 1, 2, 1, 3, 2), Randoms.of(1));
        byte[] file = SafetensorsMutants.written(folder -> saved(model, folder));
        return SafetensorsMutants.add(new ReaderFuzz("VQ-VAE", "vqvae.safetensors", VqVae::load), file);
    }

    /// As another program wrote it, and as this one does.
    private static ReaderFuzz published() throws Exception {
        ReaderFuzz reader = new ReaderFuzz("weights of Image GPT", "published.safetensors", file -> PublishedWeights.read(file, 2));
        try (InputStream in = PublishedWeights.class.getResourceAsStream("published.safetensors")) {
            byte[] file = in.readAllBytes();
            SafetensorsMutants.add(reader, file);
            return SafetensorsMutants.add(reader, SafetensorsMutants.written(folder -> {
                Path other = Files.write(folder.resolve("other"), file), own = folder.resolve("own");
                new Safetensors(Map.of(), Safetensors.read(other, name -> !name.endsWith("attn.bias")).tensors()).write(own);
                return own;
            }));
        }
    }

    private static ReaderFuzz reply() {
        return new ReaderFuzz("answer of a benchmark", "answer.json", file -> {
            try {
                return Reply.read(Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {                                       // what callers add the place to
                throw new UserException(file + ": " + e.getMessage() + ".", e);
            }
        }).file(bytes("{\"name\":\"gemm\",\"threads\":2,\"min\":1e-6,"
                + "\"median\":8.1E-6,\"n\":7,\"cpu\":1.5,\"rss_mb\":9,\"flop\":0}"))
                .file(bytes("{\"name\":\"gemm\",\"error\":\"no such work\"}"));
    }
}
