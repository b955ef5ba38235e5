package generative.cli;

import generative.data.Catalogue;
import generative.data.Datasets;
import generative.data.Download;
import generative.data.PublicDataSet;
import generative.data.RemoteFile;
import generative.training.Progress;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Lists the public data sets, or fetches one.
@Command(name = "download", mixinStandardHelpOptions = true,
        description = "Fetches a public data set into datasets/, or the folder that GENERATIVE_DATASETS names; "
                + "without a NAME it lists what there is.")
final class DownloadCommand implements Runnable {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The data set; without it, the list is printed.")
    private String name;

    private final Catalogue catalogue;
    private final Path root;

    /// What picocli makes.
    DownloadCommand() {
        this(Catalogue.standard(), Datasets.root());
    }

    /// @param root the folder of all data sets
    DownloadCommand(Catalogue catalogue, Path root) {
        this.catalogue = catalogue;
        this.root = root;
    }

    @Override public void run() {
        if (name == null) {
            list();
            return;
        }
        PublicDataSet set = catalogue.get(name);
        Path folder = root.resolve(set.name());
        boolean fetched;
        try (Download download = new Download(); Bars bars = new Bars()) {
            fetched = set.fetch(folder, download, bars);
        }
        System.out.println(set.name() + (fetched ? " is in " : " was there already, whole, in ")
                + folder.toAbsolutePath() + "; licence: " + set.licence());
    }

    private void list() {
        System.out.println("download NAME fetches one of these into " + root.toAbsolutePath() + ":");
        System.out.printf("  %-15s %9s  %-36s %s%n", "name", "size", "licence", "where");
        for (PublicDataSet set : catalogue.sets()) {
            Path folder = root.resolve(set.name());
            String where = set.isIn(folder) ? folder.toString()
                    : set.isPartlyIn(folder) ? "in part in " + folder : "not here";
            System.out.printf(Locale.ROOT, "  %-15s %6.1f MB  %-36s %s%n",
                    set.name(), set.size() / 1e6, set.licence(), where);
        }
    }

    /// A progress bar for each file.
    private static final class Bars implements PublicDataSet.Watch, AutoCloseable {

        private Progress bar;
        private RemoteFile current;

        @Override public void received(RemoteFile file, long bytes) {
            if (file != current) {
                close();
                current = file;
                bar = Progress.of(file.name(), "kB", kilobytes(bytes), kilobytes(file.size()));
            }
            bar.update(kilobytes(bytes), "");
        }

        @Override public void verified(RemoteFile file, String sha256) {
            close();
            System.out.println(file.name() + (file.sha256().isEmpty()
                    ? ": its size is right; its SHA-256, which nobody has published, is " + sha256
                    : ": size and SHA-256 are right"));
        }

        @Override public void unpacking(RemoteFile file) {
            System.out.println("Unpacking " + file.name() + " …");
        }

        @Override public void close() {
            if (bar != null) bar.close();
            bar = null;
        }

        /// Rounded up, so that a file is complete when the bar is.
        private static long kilobytes(long bytes) {
            return (bytes + 999) / 1000;
        }
    }
}
