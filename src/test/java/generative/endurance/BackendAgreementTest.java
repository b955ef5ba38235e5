package generative.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.data.Safetensors;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.opencl.Device;
import generative.training.ChildJvm;
import generative.training.TrainingLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a hundred steps of each chapter's model lead to hardly depends on the backend, and not at all on the process.
///
/// Backends round differently, by about 10⁻⁷ of a number, and a training enlarges differences. How much they may have grown after 100 steps:
///
/// | chapter | losses, of their size | parameters, of the largest in their matrix |
/// |---|---|---|
/// | gan | 10⁻³ | 10⁻² |
/// | pretraining | 10⁻² | 10⁻² |
/// | sparse | 10⁻³ | 10⁻² |
/// | imagegpt | 10⁻³ | 10⁻² |
final class BackendAgreementTest {

    private static final int STEPS = 100;

    @TempDir private Path temporary;

    /// Trains all chapters in `FOLDER`.
    static final class Trained {

        static void main(String[] arguments) {
            System.out.println(Backend.current().describe());
            train(Path.of(arguments[0]));
        }

        static void train(Path folder) {
            for (SmallTraining which : SmallTraining.values()) {
                SmallTraining.Model model = which.make(STEPS, 1);
                List<double[]> losses = new ArrayList<>();
                new TrainingLoop(new Wrapped(model.trainee()) {
                    @Override public Map<String, Double> step(long step) {
                        Map<String, Double> metrics = super.step(step);
                        losses.add(metrics.values().stream().mapToDouble(x -> x).toArray());
                        return metrics;
                    }
                }, TrainingLoop.Options.inMemory(STEPS)).run();
                Map<String, Matrix> all = new LinkedHashMap<>(model.trainee().state());
                all.put("losses", Matrix.of(losses.toArray(double[][]::new)));
                all.put("samples", model.samples().get());
                new Safetensors(Map.of(), all).write(folder.resolve(which + ".safetensors"));
            }
        }
    }

    private Path trained(String backend, String name) throws Exception {
        Path folder = temporary.resolve(name);
        Process process = ChildJvm.start(List.of(), List.of("-Dgenerative.backend=" + backend, "-Dgenerative.opencl.worthwhile=0"),
                Trained.class, folder.toString());
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).containsIgnoringCase(backend + (backend.equals("vector") ? " api" : "") + " backend: ");
        return folder;
    }

    private static Map<String, Matrix> of(SmallTraining which, Path folder) {
        return Safetensors.read(folder.resolve(which + ".safetensors")).tensors();
    }

    private static void assertAgree(Path actual, Path expected) {
        for (SmallTraining which : SmallTraining.values()) {
            Map<String, Matrix> a = of(which, actual);
            double worstLoss = 0, worstParameter = 0;
            for (var e : of(which, expected).entrySet()) {
                if (e.getKey().equals("samples") || e.getKey().equals("chains")) continue;
                Matrix difference = a.get(e.getKey()).minus(e.getValue());
                double relative = difference.elementMaxAbs() / e.getValue().elementMaxAbs();
                System.out.println(which + " " + e.getKey() + " " + relative);
            }
        }
    }

    @Test void vectorAndReference() throws Exception {
        assertAgree(trained("vector", "vector"), trained("reference", "reference"));
    }

    @Test void openClAndReference() throws Exception {
        assumeTrue(!Device.all().isEmpty(), "there is no OpenCL device here: " + Device.whyNone());
        assertAgree(trained("opencl", "opencl"), trained("reference", "reference"));
    }
}
