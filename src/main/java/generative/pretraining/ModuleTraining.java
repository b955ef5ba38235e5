package generative.pretraining;

import generative.data.Batches;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One layer learns from data without labels, minibatch by minibatch.
///
/// ```
/// step t:   a minibatch of the data;  g = its gradient by the module;   v ← μ v − η g,   θ ← θ + v
/// ```
/// Everything random in step t comes from the stream (seed, t), and the module's chains are part of the state, so that a
/// resumed training does what it would have done.
public final class ModuleTraining implements Trainee {

    private final GreedyModule module;
    private final Matrix data;
    private final MomentumDescent descent;
    private final long seed;
    private final Batches batches;
    private final Sgd sgd;

    /// @param data one example a row, N×d
    public ModuleTraining(GreedyModule module, Matrix data, MomentumDescent descent, long seed) {
        module.check(data);
        this.module = module;
        this.data = data;
        this.descent = descent;
        this.seed = seed;
        batches = new Batches(data.numRows(), descent.batchSize(), seed);
        sgd = descent.optimiser(module.coder().parameters(), batches.perEpoch());
    }

    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    public GreedyModule module() {
        return module;
    }

    @Override public Map<String, Double> step(long step) {
        Map<String, Double> metrics = module.learn(data.selectRows(batches.at(step)), Randoms.of(seed, 1, step));
        sgd.step(step);
        return metrics;
    }

    /// Makes so many epochs at once, for demos and tests; gives the metrics of the last step.
    public Map<String, Double> epochs(int epochs) {
        Map<String, Double> last = Map.of();
        for (long step = 0; step < (long) epochs * stepsPerEpoch(); step++) last = step(step);
        return last;
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        List<Parameter> parameters = module.coder().parameters();
        for (int i = 0; i < parameters.size(); i++) state.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        state.putAll(sgd.memory());
        state.putAll(module.memory());
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("module", module.toString());
        config.put("descent", descent.toString());
        config.put("data", data.shape());
        config.put("seed", Long.toString(seed));
        return config;
    }
}
