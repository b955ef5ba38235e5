package generative.cli;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.Sampler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Draws sequences from a trained transformer: images, text or sounds.
@Command(name = "sample", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Samples from a trained model, byte by byte: a picture, a text or WAV files.")
final class SparseSampleCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that sparse train wrote.")
    private Path folder;

    @Option(names = "--n", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(names = "--temperature", defaultValue = "1",
            description = "Below 1 more cautious, above 1 more surprising (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "What each text begins with.")
    private String prompt;

    @Option(names = "--seed", defaultValue = "2", description = "Of the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (n < 1) throw new UserException("--n must be 1 or more, got " + n + ".");
        if (!(temperature > 0)) throw new UserException("--temperature must be above 0, got " + temperature + ".");
        SparseOptions options = SparseOptions.load(folder);
        SequenceData data = options.load();
        if (prompt != null && !data.isText()) throw new UserException("--prompt is for texts, but " + folder + " was trained on "
                + data.name() + ".");
        Sampler sampler = new Sampler(options.trained(folder, data).model(), temperature);
        byte[] given = prompt == null ? new byte[0] : prompt.getBytes(StandardCharsets.UTF_8);
        int N = data.train().length();
        if (given.length > N) throw new UserException("--prompt has " + given.length + " bytes, but the model reads " + N
                + "; shorten it.");
        Matrix x = Matrix.zeros(n, N);
        for (int b = 0; b < n; b++) for (int i = 0; i < given.length; i++) x.set(b, i, given[i] & 255);
        long start = System.nanoTime();
        Matrix samples = sampler.complete(x, given.length, Randoms.of(seed, 7));
        double seconds = (System.nanoTime() - start) * 1e-9;
        SparseSamples.show(samples, data, folder, "samples");
        System.out.printf(Locale.ROOT, "%d samples of %d bytes in %.1f seconds, %.0f bytes a second; they are in %s.%n", n, N, seconds,
                n * (N - given.length) / seconds, folder.resolve("samples"
                + (data.isText() ? ".txt" : data.rate() > 0 ? "-….wav" : ".png")));
    }
}
