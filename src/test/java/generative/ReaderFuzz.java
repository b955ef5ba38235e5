package generative;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import generative.math.Randoms;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What a reader of users' files promises, whatever stands in the file, tried on [Mutants]:
///
/// ```
/// it comes back, with what it read or with a UserException: one sentence that names the file, on one line
/// memory it allocates ≤ base + factor · size of the file
/// ```
/// `-Dgenerative.mutants=N` sets how many each reader is given, and prints the counts.
public final class ReaderFuzz {

    private static final int MUTANTS = Integer.getInteger("generative.mutants", 10_000), LONGEST_SENTENCE = 1000;
    private static final long PATIENCE = 10_000;                           // milliseconds that one mutant may take
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// What is tried.
    public interface Reader {
        Object read(Path file) throws Exception;
    }

    private final String name, fileName;
    private final Reader reader;
    private final Mutants mutants;
    private final Map<String, byte[]> beside = new LinkedHashMap<>();
    private long base = 1 << 20;
    private int factor = 64;
    private int read;
    private long most;                                                     // bytes allocated for one file
    private volatile int number;                                           // of the mutant at work
    private volatile Throwable failure;

    /// @param name     for people
    /// @param fileName of the mutants
    public ReaderFuzz(String name, String fileName, Reader reader) {
        this.name = name;
        this.fileName = fileName;
        this.reader = reader;
        mutants = new Mutants(Randoms.of(9, name.hashCode()));
    }

    /// A good file.
    public ReaderFuzz file(byte[] bytes) {
        return file(bytes, UnaryOperator.identity());
    }

    /// A good file whose content is damaged and then packed.
    public ReaderFuzz file(byte[] content, UnaryOperator<byte[]> pack) {
        mutants.add(content, pack);
        return this;
    }

    /// Another file in the same folder, which stays as it is.
    public ReaderFuzz beside(String other, byte[] bytes) {
        beside.put(other, bytes);
        return this;
    }

    /// How much memory may be allocated.
    public ReaderFuzz memory(long base, int factor) {
        this.base = base;
        this.factor = factor;
        return this;
    }

    /// Reads all mutants; fails at the first one with which a promise is broken, and keeps it in `target/fuzz`.
    public void run() throws Exception {
        Path folder = folder();
        try {
            for (var other : beside.entrySet()) Files.write(folder.resolve(other.getKey()), other.getValue());
            Path file = folder.resolve(fileName);
            for (byte[] good : mutants.good())
                assertThat(reader.read(Files.write(file, good))).as("what was read of a good file").isNotNull();
            byte[][] last = new byte[1][];
            Thread worker = Thread.ofPlatform().daemon().start(() -> work(file, last));
            for (int before = -1; worker.isAlive() && number != before; ) {
                before = number;
                worker.join(PATIENCE);
            }
            if (worker.isAlive()) throw broken(last[0], "hangs at\n" + List.of(worker.getStackTrace()), null);
            if (failure != null) throw broken(last[0], failure.toString(), failure);
            if (System.getProperty("generative.mutants") != null)
                System.out.printf("%-28s %d mutants, %d refused, %d read, %d kB allocated at most%n", name, MUTANTS,
                        MUTANTS - read, read, most >> 10);
            assertThat(read).as("mutants that can be read, of " + name).isPositive();
        } finally {
            delete(folder);
        }
    }

    private void work(Path file, byte[][] last) {
        try {
            for (number = 0; number < MUTANTS; number++) {
                last[0] = mutants.next();
                Files.write(file, last[0]);
                UserException refusal = null;
                long before = THREADS.getCurrentThreadAllocatedBytes();
                try {
                    reader.read(file);
                } catch (UserException e) {
                    refusal = e;
                }
                long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
                most = Math.max(most, allocated);
                if (allocated > base + (long) factor * last[0].length)
                    throw new AssertionError(allocated + " bytes were allocated for a file of " + last[0].length);
                if (refusal == null) read++;
                else requireSentence(refusal.getMessage());
            }
        } catch (Throwable e) {                                            // also StackOverflowError and OutOfMemoryError
            failure = e;
        }
    }

    private void requireSentence(String message) {
        if (!message.contains(fileName) || !message.endsWith(".") || message.length() > LONGEST_SENTENCE
                || message.chars().anyMatch(Character::isISOControl) || message.contains("Exception"))
            throw new AssertionError("no sentence that names the file: " + message);
    }

    private AssertionError broken(byte[] mutant, String what, Throwable cause) throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "fuzz")).resolve(name.replaceAll("\\W+", "-") + "-" + number);
        Files.write(kept, mutant);
        return new AssertionError(name + ", mutant " + number + " (" + kept + "): " + what, cause);
    }

    /// In memory where the system has such a folder: thousands of files are written.
    private static Path folder() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) && Files.isWritable(memory) ? Files.createTempDirectory(memory, "fuzz")
                : Files.createTempDirectory("fuzz");
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    @Override public String toString() {
        return name;
    }
}
