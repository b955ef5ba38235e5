package generative.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import generative.UserException;
import generative.data.Safetensors;
import generative.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {

    private static final String NONE = ": there is none, so delete this one and train anew.";

    @TempDir
    private Path folder;
    private final ToyTrainee trainee = new ToyTrainee(1), other = new ToyTrainee(1), untouched = new ToyTrainee(1);

    @BeforeEach void train() {
        for (int step = 0; step < 4; step++) trainee.step(step);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private void assertRefused(Path file, Trainee into, String sentence) {
        assertThatThrownBy(() -> Checkpoint.load(file, into)).isInstanceOf(UserException.class).hasMessage(sentence);
        assertThat(other.sameAs(untouched)).isTrue();
    }

    private void assertOfAnother(Path file, Trainee into, String difference) {
        assertRefused(file, into, "The checkpoint " + file + " is of another model: its " + difference
                + "; choose the same options as then, or another output folder.");
    }

    @Test void anotherTrainingMayStartFromASavedStateWhateverItsSettings() {
        Path file = Checkpoint.save(folder, trainee, 4);
        ToyTrainee next = new ToyTrainee(2);
        Checkpoint.start(file, next);
        assertThat(next.sameAs(trainee)).isTrue();
    }

    @Test void whatWasSavedComesBackBitByBit() {
        Path file = Checkpoint.save(folder, trainee, 4);
        assertThat(file).hasFileName("checkpoint-000000004.safetensors");
        assertThat(other.sameAs(trainee)).isFalse();
        assertThat(Checkpoint.load(file, other)).isEqualTo(4);
        assertThat(other.sameAs(trainee)).isTrue();
    }

    @Test void theLastTwoAreKeptAndTheNewestIsFound() throws IOException {
        assertThat(Checkpoint.latest(folder)).isEmpty();
        assertThat(Checkpoint.latest(folder.resolve("nowhere"))).isEmpty();
        Files.writeString(folder.resolve("checkpoint-notes.txt"), "mine");
        for (long steps : new long[] {5, 90, 100, 1000}) Checkpoint.save(folder, trainee, steps);
        assertThat(files()).containsExactly("checkpoint-000000100.safetensors", "checkpoint-000001000.safetensors",
                "checkpoint-notes.txt");
        assertThat(Checkpoint.latest(folder)).contains(folder.resolve("checkpoint-000001000.safetensors"));
    }

    @Test void theFileSaysWhatItIsToOtherProgramsToo() {
        Safetensors saved = Safetensors.read(Checkpoint.save(folder, trainee, 4));
        assertThat(saved.metadata()).containsEntry("model", "toy").containsEntry("seed", "1")
                .containsEntry("version", "1").containsEntry("steps", "4");
        assertThat(saved.tensors().keySet()).containsExactly("w", "v");
    }

    @Test void aCheckpointWithAnotherSeedIsRefused() {
        Path file = Checkpoint.save(folder, trainee, 4);
        assertOfAnother(file, new ToyTrainee(2), "seed is 1 where this run has 2");
    }

    @Test void ofOtherSettingsOnlyTheDifferenceIsTold() {
        Path file = Checkpoint.save(folder, trainee, 4);
        assertOfAnother(file, new ToyTrainee(1) {
            @Override public Map<String, String> config() {
                Map<String, String> config = new HashMap<>(super.config());
                config.put("settings", "Toy[momentum=0.5, size=3]");
                return config;
            }
        }, "settings is momentum=0.9 where this run has momentum=0.5");
    }

    @Test void aCheckpointOfAnotherShapeIsRefusedWholly() {
        Path file = Checkpoint.save(folder, trainee, 4);
        ToyTrainee wide = new ToyTrainee(1) {
            @Override public Map<String, Matrix> state() {
                Map<String, Matrix> state = super.state();
                state.put("v", Matrix.zeros(2, 3));
                return state;
            }
        };
        assertOfAnother(file, wide, "shape of v is 1×3 where this run has 2×3");
        assertThat(wide.sameAs(untouched)).isTrue();
    }

    @Test void aCheckpointWithoutOneOfTheMatricesIsRefused() {
        Path file = folder.resolve("checkpoint-000000004.safetensors");
        Map<String, String> metadata = Safetensors.read(Checkpoint.save(folder, trainee, 4)).metadata();
        new Safetensors(metadata, Map.of("w", trainee.w)).write(file);
        assertOfAnother(file, other, "shape of v is missing where this run has 1×3");
    }

    @Test void aCheckpointWithoutItsStepsIsRefused() {
        Path file = folder.resolve("checkpoint-000000004.safetensors");
        for (String steps : new String[] {"many", "-4", ""}) {
            Map<String, String> metadata = new HashMap<>(trainee.config());
            metadata.put("version", "1");
            metadata.put("steps", steps);
            new Safetensors(metadata, trainee.state()).write(file);
            assertRefused(file, other, file + " does not say after how many steps it was saved, "
                    + "so it is no checkpoint of a training; choose another folder.");
        }
    }

    @Test void anotherFileOfTheFormatIsRefused() {
        Path file = folder.resolve("weights.safetensors");
        new Safetensors(Map.of(), Map.of("w", Matrix.row(1))).write(file);
        assertOfAnother(file, other, "version is missing where this run has 1");
    }

    @Test void aMissingFileIsNamed() {
        Path file = folder.resolve("checkpoint-000000009.safetensors");
        assertRefused(file, other, "There is no file " + file + "; check the path.");
    }

    @Test void aFileCutShortAnywhereIsRefused() throws IOException {
        Path file = Checkpoint.save(folder, trainee, 4);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += length < 20 ? 1 : 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(catchThrowable(() -> Checkpoint.load(file, other))).as("%d bytes", length)
                    .isInstanceOf(UserException.class).hasMessageStartingWith(file + " is no whole safetensors file: ")
                    .hasMessageEndingWith("; use an earlier file or make it again" + NONE);
        }
        assertThat(other.sameAs(untouched)).isTrue();
    }

    /// Whichever byte is changed: either the file is refused and nothing happened, or what was read is right anyway.
    @Test void aChangedByteAnywhereIsNeverReadAsSomethingElse() throws IOException {
        Path file = Checkpoint.save(folder, trainee, 4);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            ToyTrainee into = new ToyTrainee(1);
            try {
                assertThat(Checkpoint.load(file, into)).as("byte %d", at).isEqualTo(4);
                assertThat(into.sameAs(trainee)).as("byte %d", at).isTrue();
            } catch (UserException e) {
                refused++;
                assertThat(e).hasMessageContaining(file.toString());
                assertThat(into.sameAs(untouched)).as("byte %d", at).isTrue();
            }
        }
        assertThat(refused).isGreaterThan(whole.length * 3 / 4);
    }

    @Test void damagedNumbersPointToTheCheckpointBefore() throws IOException {
        Path older = Checkpoint.save(folder, trainee, 4), newest = Checkpoint.save(folder, trainee, 8);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        assertThatThrownBy(() -> Checkpoint.load(newest, other)).isInstanceOf(UserException.class)
                .hasMessageMatching("\\Q" + newest + "\\E is damaged: the check sum of its numbers is [0-9a-f]+ where "
                        + "the header says [0-9a-f]+; use an earlier file: delete this one, and "
                        + "checkpoint-000000004\\.safetensors, saved before it, is used\\.");
        Files.delete(newest);                                              // as the sentence says
        assertThat(Checkpoint.latest(folder)).contains(older);
        assertThat(Checkpoint.load(older, other)).isEqualTo(4);
    }

    @Test void damagedTextsAreFoundTooWithoutAnOlderOneToUse() throws IOException {
        Path file = Checkpoint.save(folder, trainee, 4);
        String text = Files.readString(file, ISO_8859_1);
        Files.writeString(file, text.replace("\"steps\":\"4\"", "\"steps\":\"6\""), ISO_8859_1);
        assertThatThrownBy(() -> Checkpoint.load(file, other)).isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + " is damaged: the check sum of its texts is ")
                .hasMessageEndingWith("; use an earlier file" + NONE);
    }

    @Test void aFailedSaveDamagesNothingThatWasSaved() throws IOException {
        Path first = Checkpoint.save(folder, trainee, 4);
        byte[] before = Files.readAllBytes(first);
        Files.createDirectories(folder.resolve("checkpoint-000000008.safetensors/in the way"));
        assertThatThrownBy(() -> Checkpoint.save(folder, trainee, 8)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("checkpoint-000000008.safetensors") + " (")
                .hasMessageEndingWith("); choose a folder that you may write to and that has room.");
        assertThat(Files.readAllBytes(first)).isEqualTo(before);
        assertThat(files()).containsExactly("checkpoint-000000004.safetensors", "checkpoint-000000008.safetensors");
    }

    @Test void savingAgainAfterTheSameStepsReplacesTheFile() throws IOException {
        Checkpoint.save(folder, new ToyTrainee(1), 4);
        Path file = Checkpoint.save(folder, trainee, 4);
        assertThat(files()).hasSize(1);
        Checkpoint.load(file, other);
        assertThat(other.sameAs(trainee)).isTrue();
    }
}
