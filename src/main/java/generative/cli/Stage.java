package generative.cli;

import generative.training.Checkpoint;
import generative.training.Trainee;
import generative.training.TrainingLog;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/// One training among several of a command, with a folder of its own: a finished one is loaded, an interrupted one goes on.
///
/// @param name            in the progress bar
/// @param folder          of its checkpoints and its log
/// @param epochs          passes through the data, in all
/// @param checkpointEvery epochs between two checkpoints
/// @param resume          whether what is there may be gone on with
record Stage(String name, Path folder, int epochs, int checkpointEvery, boolean resume) {

    /// Trains to the end; tells whether it was reached, which it is not when somebody stopped it.
    boolean run(Trainee trainee, int perEpoch) {
        return run(trainee, perEpoch, epochs, step -> { });
    }

    /// The same, and calls `look` with the number of steps made after every so many epochs.
    boolean run(Trainee trainee, int perEpoch, int lookEvery, LongConsumer look) {
        TrainingLoop loop = loop(trainee, perEpoch);
        loop.every((long) lookEvery * perEpoch, look);
        return ends(loop);
    }

    /// Trains for as many steps as there are epochs, and keeps in `validation.csv` what is seen after every so many steps.
    ///
    /// @return what was seen, also before a resume; nothing if somebody stopped it
    Optional<TrainingLog> watched(Trainee trainee, long lookEvery, LongFunction<Map<String, Double>> look) {
        TrainingLoop loop = loop(trainee, 1);
        loop.open();
        TrainingLog seen = TrainingLog.open(folder.resolve("validation.csv"), loop.firstStep());
        loop.every(lookEvery, step -> seen.add(step, look.apply(step)));
        return ends(loop) ? Optional.of(seen) : Optional.empty();
    }

    private TrainingLoop loop(Trainee trainee, int perEpoch) {
        boolean again = resume && Checkpoint.latest(folder).isPresent();
        return new TrainingLoop(trainee, new TrainingLoop.Options(folder, name, (long) epochs * perEpoch, Math.min(100, perEpoch),
                (long) checkpointEvery * perEpoch, again, false));
    }

    private boolean ends(TrainingLoop loop) {
        TrainingLog log = loop.run();
        if (loop.wasStopped())
            System.out.println("Stopped in " + name + " after " + log.size() + " lines of its log; the state is in " + folder + ".");
        return !loop.wasStopped();
    }
}
