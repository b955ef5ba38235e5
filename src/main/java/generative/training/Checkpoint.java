package generative.training;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.Safetensors;
import generative.math.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// A training that can be continued: the state of a [Trainee] after a number of steps, in a safetensors file.
///
/// The files are named `checkpoint-STEP.safetensors`, and the last two are kept. Written in one piece or not at all. The
/// trainee's configuration is stored too, and must be the same when the training is continued. Check sums of the numbers and of
/// the texts tell a damaged file from a whole one.
public final class Checkpoint {

    private static final String VERSION = "1", PREFIX = "checkpoint-", SUFFIX = ".safetensors", TEXTS = "crc32c of the texts",
            UNLOGGED = "metrics since the last line of the log";
    private static final String WHOLE = PREFIX + "\\d+" + SUFFIX, UNFINISHED = "\\." + WHOLE + "\\.part";
    private static final int KEPT = 2;

    private Checkpoint() { }

    /// Saves the state after `steps` steps and removes all but the last two checkpoints.
    public static Path save(Path folder, Trainee trainee, long steps) {
        return save(folder, trainee, steps, "");
    }

    /// The same with what a [TrainingLoop] has seen since it wrote the last line of its log.
    static Path save(Path folder, Trainee trainee, long steps, String unlogged) {
        Map<String, String> metadata = new LinkedHashMap<>(trainee.config());
        metadata.put("version", VERSION);
        metadata.put("steps", Long.toString(steps));
        if (!unlogged.isEmpty()) metadata.put(UNLOGGED, unlogged);
        metadata.put(TEXTS, checkSum(metadata));
        Path file = folder.resolve("%s%09d%s".formatted(PREFIX, steps, SUFFIX));
        new Safetensors(metadata, trainee.state()).write(file);
        List<Path> all = list(folder, WHOLE);
        all.subList(0, Math.max(0, all.size() - KEPT)).forEach(Checkpoint::remove);
        list(folder, UNFINISHED).forEach(Checkpoint::remove);
        return file;
    }

    /// An old checkpoint, or what a process that was killed had not finished; one that stays does no harm.
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // the next one tries again
        }
    }

    /// What was seen after the last line of the log, if a file that can be loaded tells of it; else nothing.
    static String unlogged(Path file) {
        return Safetensors.read(file, name -> false).metadata().getOrDefault(UNLOGGED, "");
    }

    /// The newest checkpoint in the folder.
    public static Optional<Path> latest(Path folder) {
        List<Path> all = list(folder, WHOLE);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// Puts a saved state into the trainee and tells after how many steps it was saved.
    ///
    /// @throws UserException if the file is damaged or belongs to another model; the trainee is then as it was
    public static long load(Path file, Trainee trainee) {
        Safetensors saved = read(file);
        requireSame(file, "version", VERSION, saved.metadata().get("version"));
        trainee.config().forEach((name, value) -> requireSame(file, name, value, saved.metadata().get(name)));
        long steps = steps(file, saved);
        take(file, saved, trainee);
        return steps;
    }

    /// Puts a saved state of the same names and shapes into a trainee that is to go on in another way: with another learning
    /// rate, say, or other data.
    ///
    /// @throws UserException if the file is damaged or its shapes are others; the trainee is then as it was
    public static void start(Path file, Trainee trainee) {
        Safetensors saved = read(file);
        requireSame(file, "version", VERSION, saved.metadata().get("version"));
        take(file, saved, trainee);
    }

    private static void take(Path file, Safetensors saved, Trainee trainee) {
        Map<String, Matrix> state = trainee.state();
        state.forEach((name, live) -> {
            Matrix stored = saved.tensors().get(name);
            requireSame(file, "shape of " + name, live.shape(), stored == null ? null : stored.shape());
        });
        state.forEach((name, live) -> live.setTo(saved.tensors().get(name)));   // from here on nothing can fail
    }

    /// Reads the file; if it is damaged, the complaint ends with what can be used instead.
    private static Safetensors read(Path file) {
        try {
            Safetensors saved = Safetensors.read(file);
            String sum = saved.metadata().get(TEXTS);
            if (sum != null && !sum.equals(checkSum(saved.metadata())))
                throw new UserException(file + " is damaged: the check sum of its texts is " + checkSum(saved.metadata())
                        + " where the header says " + sum + "; use an earlier file.");
            return saved;
        } catch (UserException e) {
            if (e.getCause() instanceof IOException || !Files.isRegularFile(file)) throw e;
            String complaint = e.getMessage().substring(0, e.getMessage().length() - 1);
            throw new UserException(complaint + before(file).map(older -> ": delete this one, and " + older.getFileName()
                    + ", saved before it, is used.").orElse(": there is none, so delete this one and train anew."), e);
        }
    }

    /// CRC-32C of all texts but the check sums themselves.
    private static String checkSum(Map<String, String> metadata) {
        CRC32C crc = new CRC32C();
        new TreeMap<>(metadata).forEach((name, text) -> {
            if (!name.contains("crc32c")) crc.update((name + "=" + text + "\n").getBytes(StandardCharsets.UTF_8));
        });
        return Long.toHexString(crc.getValue());
    }

    /// The newest checkpoint that is older than this one.
    private static Optional<Path> before(Path file) {
        String name = file.getFileName().toString();
        return list(file.toAbsolutePath().getParent(), WHOLE).reversed().stream()
                .filter(other -> other.getFileName().toString().compareTo(name) < 0).findFirst();
    }

    private static long steps(Path file, Safetensors saved) {
        String steps = saved.metadata().getOrDefault("steps", "");
        if (!steps.matches("\\d{1,18}"))
            throw new UserException(file + " does not say after how many steps it was saved, so it is no checkpoint of a training;"
                    + " choose another folder.");
        return Long.parseLong(steps);
    }

    private static void requireSame(Path file, String what, String wanted, String found) {
        if (wanted.equals(found)) return;
        List<String> now = new ArrayList<>(parts(wanted)), then = new ArrayList<>(parts(found == null ? "missing" : found));
        if (now.size() == then.size())                                     // of a list of settings only those that differ
            for (int i = now.size() - 1; i >= 0; i--)
                if (now.get(i).equals(then.get(i))) {
                    now.remove(i);
                    then.remove(i);
                }
        throw new UserException("The checkpoint " + file + " is of another model: its " + what + " is " + String.join(", ", then)
                + " where this run has " + String.join(", ", now)
                + "; choose the same options as then, or another output folder.");
    }

    /// The parts of the text of a record, or the text itself.
    private static List<String> parts(String text) {
        return List.of(text.replaceAll("^\\w+\\[(.*)]$", "$1").split(", "));
    }

    private static List<Path> list(Path folder, String names) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(names)).sorted().toList();
        } catch (IOException e) {
            throw new UserException("Cannot look into " + folder + " (" + AtomicFile.reason(e) + "); check that you may read it.", e);
        }
    }
}
