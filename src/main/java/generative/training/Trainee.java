package generative.training;

import generative.math.Matrix;
import java.util.Map;

/// Something that learns step by step, and can be saved and continued.
///
/// A step draws its random numbers from the stream that belongs to its number (`Randoms.of(seed, step)`), so that the state and
/// the number of steps are all that a checkpoint needs. A trainee and its model are used by one thread at a time.
public interface Trainee {

    /// Makes step number `step`, counted from 0, and tells how it went: name of a metric → its value.
    Map<String, Double> step(long step);

    /// The live matrices that learning changes, by name: parameters and the optimisers' memory.
    Map<String, Matrix> state();

    /// What must be the same for a checkpoint to be continued: the kind of model, its settings, the data, the seed.
    Map<String, String> config();
}
