package generative.training;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.Safetensors;
import generative.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A training that can be continued: the state of a [Trainee] after a number of steps, in a safetensors file.
///
/// The files are named `checkpoint-STEP.safetensors`, and the last two are kept. Written in one piece or not at all. The
/// trainee's configuration is stored too, and must be the same when the training is continued.
public final class Checkpoint {

    private static final String VERSION = "1", PREFIX = "checkpoint-", SUFFIX = ".safetensors";
    private static final int KEPT = 2;

    private Checkpoint() { }

    /// Saves the state after `steps` steps and removes all but the last two checkpoints.
    public static Path save(Path folder, Trainee trainee, long steps) {
        Map<String, String> metadata = new LinkedHashMap<>(trainee.config());
        metadata.put("version", VERSION);
        metadata.put("steps", Long.toString(steps));
        Path file = folder.resolve("%s%09d%s".formatted(PREFIX, steps, SUFFIX));
        new Safetensors(metadata, trainee.state()).write(file);
        List<Path> all = list(folder);
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException ignored) {
                // an old checkpoint that stays does no harm
            }
        }
        return file;
    }

    /// The newest checkpoint in the folder.
    public static Optional<Path> latest(Path folder) {
        List<Path> all = list(folder);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// Puts a saved state into the trainee and tells after how many steps it was saved.
    ///
    /// @throws UserException if the file is damaged or belongs to another model; the trainee is then as it was
    public static long load(Path file, Trainee trainee) {
        Safetensors saved = Safetensors.read(file);
        requireSame(file, "version", VERSION, saved.metadata().get("version"));
        trainee.config().forEach((name, value) -> requireSame(file, name, value, saved.metadata().get(name)));
        Map<String, Matrix> state = trainee.state();
        state.forEach((name, live) -> {
            Matrix stored = saved.tensors().get(name);
            requireSame(file, "shape of " + name, live.shape(), stored == null ? null : stored.shape());
        });
        state.forEach((name, live) -> live.setTo(saved.tensors().get(name)));
        return steps(file, saved);
    }

    /// The number of steps after which a checkpoint was saved.
    public static long steps(Path file, Safetensors saved) {
        try {
            return Long.parseLong(saved.metadata().getOrDefault("steps", ""));
        } catch (NumberFormatException e) {
            throw new UserException(file + " does not say after how many steps it was saved, so it is no checkpoint of a training.", e);
        }
    }

    private static void requireSame(Path file, String what, String wanted, String found) {
        if (!wanted.equals(found))
            throw new UserException("The checkpoint " + file + " is of another model: its " + what + " is " + found
                    + " where this run has " + wanted + "; choose the same options as then, or another output folder.");
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(PREFIX + "\\d+" + SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new UserException("Cannot look into " + folder + " (" + AtomicFile.reason(e) + "); check that you may read it.", e);
        }
    }
}
