package generative.tour;

import generative.data.AtomicFile;
import generative.math.Backend;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Makes the stops that are asked for and leaves a page with what they showed.
public final class Tour {

    private final Path folder;
    private final long seed;
    private final boolean quick, show;

    /// @param folder where `index.html` and the pictures go
    /// @param quick  whether to make a tenth of the steps
    /// @param show   whether to open the pictures in windows too
    public Tour(Path folder, long seed, boolean quick, boolean show) {
        this.folder = folder;
        this.seed = seed;
        this.quick = quick;
        this.show = show;
    }

    /// All stops, in the order of the chapters.
    public static List<Stop> stops() {
        return List.of(new GameStop(), new MaxoutStop(), new AdversarialStop(), new ExtensionsStop(), new InferenceStop(),
                new PretrainingStop(), new SparseStop(), new ImageGptStop(), new ParzenStop());
    }

    /// Makes the stops with these names and tells where the page is.
    public Path run(List<String> names) {
        AtomicFile.requireWritable(folder.resolve("index.html"));
        System.out.println(Backend.current().describe());
        Page page = new Page("Generative Models in Java: the tour",
                "Each chapter trained a small model on built-in data just now, on this machine. Seed " + seed + ".");
        for (Stop stop : stops()) {
            if (!names.contains(stop.name())) continue;
            long start = System.nanoTime();
            stop.visit(page, seed, quick);
            System.out.printf(Locale.ROOT, "The stop %s took %.0f seconds.%n", stop.name(), (System.nanoTime() - start) * 1e-9);
        }
        Path index = page.save(folder);
        System.out.println("The tour is in " + index.toAbsolutePath() + "; open it in a browser.");
        if (show) page.pictures().forEach(generative.plot.Picture::show);
        return index;
    }
}
