package generative.training;

import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Early stopping: a copy of the parameters as they were when they made the fewest errors on images that are not learned from.
///
/// ```
/// after each look t:    if errors(t) ≤ errors(best),   best ← t,  θ* ← a copy of θ
/// in the end:           θ ← θ*
/// ```
/// Of two looks with equally few errors the later one is kept, which with a calm end is the calmer one. What is kept is part of
/// the state, so that a resumed training ends with the same parameters.
public final class BestParameters {

    private static final int WATCHED_ERRORS = 0, WATCHED_LOSS = 1, BEST_ERRORS = 2, BEST_TIME = 3, BEST_LOSS = 4;

    private final List<Parameter> parameters;
    private final List<Matrix> best = new ArrayList<>();
    private final Matrix record = Matrix.zeros(1, 5);
    private final int images;

    /// @param parameters what is kept; empty if looks are to be recorded and nothing kept
    /// @param images     the number of images that are looked at; before the first look all of them count as wrong
    public BestParameters(List<Parameter> parameters, int images) {
        this.parameters = List.copyOf(parameters);
        this.images = images;
        for (Parameter p : parameters) best.add(p.value().copy());
        record.set(BEST_ERRORS, images);
        record.set(WATCHED_ERRORS, images);
    }

    /// One look. If never fewer images were wrong, the parameters are kept.
    ///
    /// @param time when it was, counted from 1
    /// @return whether they were kept
    public boolean watch(long time, ClassifierScore score) {
        record.set(WATCHED_ERRORS, score.errors());
        record.set(WATCHED_LOSS, score.loss());
        if (best.isEmpty() || score.errors() > errors()) return false;
        for (int i = 0; i < best.size(); i++) best.get(i).setTo(parameters.get(i).value());
        record.set(BEST_ERRORS, score.errors());
        record.set(BEST_TIME, time);
        return true;
    }

    /// Notes a loss beside the best parameters: that on the training images at the same moment, say.
    public void note(double loss) {
        record.set(BEST_LOSS, loss);
    }

    /// What the last look saw; before the first, all wrong.
    public ClassifierScore watched() {
        return new ClassifierScore(images, (int) record.get(WATCHED_ERRORS), record.get(WATCHED_LOSS));
    }

    /// The fewest errors of any look.
    public int errors() {
        return (int) record.get(BEST_ERRORS);
    }

    /// When that was; 0 before the first look.
    public long time() {
        return (long) record.get(BEST_TIME);
    }

    /// What was noted then.
    public double noted() {
        return record.get(BEST_LOSS);
    }

    /// Puts the best parameters back.
    public void restore() {
        if (time() == 0) throw new IllegalStateException("nobody has looked yet, so there are no best parameters");
        for (int i = 0; i < best.size(); i++) parameters.get(i).set(best.get(i));
    }

    /// The copies, and the record of the looks, by name.
    public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        for (int i = 0; i < best.size(); i++) state.put("best." + parameters.get(i).name() + "." + i, best.get(i));
        state.put("record", record);
        return state;
    }
}
