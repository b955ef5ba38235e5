package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.evaluation.ParzenProtocol;
import generative.gan.AdversarialPictures;
import generative.math.Backend;
import generative.math.Matrix;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes the table of the paper: all four kinds of models, trained and judged alike.
@Command(name = "table1", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Table 1 of the paper, the column of MNIST: trains a deep belief net, a stacked contractive autoencoder, a deep "
                + "generative "
                + "stochastic network and adversarial nets, and judges 10,000 samples of each. What is there already is gone on with: run "
                + "it again after Ctrl-C.")
final class Table1Command implements Runnable {

    @Mixin
    private DataOption data;

    @Option(names = "--rows", split = ",", defaultValue = "dbn,cae,gsn,gan", paramLabel = "ROW",
            description = "Of dbn, cae, gsn, gan (default: all).")
    private List<String> words;

    @Option(names = "--quick", description = "Small nets, few epochs: minutes instead of hours, and poor numbers.")
    private boolean quick;

    @Option(names = "--samples", defaultValue = "10000", description = "Of each model (default: ${DEFAULT-VALUE}, as published).")
    private int samples;

    @Option(names = "--no-sanity", description = "Leave out the sanity rows (training images, k-means centroids).")
    private boolean noSanity;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where all goes, a folder for each row (default: runs/table1-NAME of the data).")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (samples < 40) throw new UserException("--samples must be 40 or more, got " + samples + ".");
        List<TableRow> rows = TableRow.all(data.name(), quick, seed);
        for (String word : words)
            if (rows.stream().noneMatch(row -> row.word().equals(word)))
                throw new UserException("There is no row " + word + " in the table; choose from dbn, cae, gsn, gan.");
        Path folder = out == null ? Path.of("runs", "table1-" + data.name()) : out;
        Mnist digits = data.load();
        System.out.println(Backend.current().describe());
        Table1 table = new Table1(folder.resolve("table1.csv"));
        for (TableRow row : rows) {
            if (!words.contains(row.word()) || table.has(row.title())) continue;
            long start = System.nanoTime();
            Optional<Matrix> drawn = row.maker().draw(digits, folder.resolve(row.word()), samples);
            if (drawn.isEmpty()) return;
            ParzenProtocol verdict = ParzenProtocol.follow(row.title(), drawn.get(), digits.validation().x(), digits.test().x());
            table.put(row.title(), Table1.Verdict.of(verdict, samples));
            picture(drawn.get(), digits).save(folder.resolve(row.word() + ".png"));
            System.out.printf("%s, after %.1f minutes%n", verdict, (System.nanoTime() - start) * 1e-9 / 60);
        }
        if (!noSanity && !table.has(samples + " training images"))
            SanityRows.follow(digits, samples, seed, row -> table.put(row.name(), Table1.Verdict.of(row, samples)));
        table.chart(rows).save(folder.resolve("table1.png"));
        System.out.println(table.text(rows));
        System.out.println("Samples of each row, table1.png and table1.csv are in " + folder + ".");
    }

    /// Random samples, and the training images nearest to some.
    private static generative.plot.Picture picture(Matrix drawn, Mnist digits) {
        int[] apart = new int[40];
        for (int n = 0; n < apart.length; n++) apart[n] = (int) ((long) n * drawn.numRows() / apart.length);       // of all the chains
        return AdversarialPictures.samplesWithNeighbours(drawn.selectRows(apart), digits.train().x(), digits.train().height(),
                digits.train().width());
    }
}
