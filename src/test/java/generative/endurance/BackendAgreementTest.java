package generative.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import generative.data.Safetensors;
import generative.math.Backend;
import generative.math.Matrix;
import generative.math.opencl.Device;
import generative.training.ChildJvm;
import generative.training.TrainingLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a hundred steps of each chapter's model lead to hardly depends on the backend, and not at all on the process.
///
/// Backends round differently, by about 10⁻⁷ of a number, and learning enlarges differences. Measured after 100 steps, against
/// the largest loss and the largest parameter:
///
/// | | losses | parameters | what enlarges them most |
/// |---|---|---|---|
/// | gan | 10⁻⁶ | 10⁻⁷ | |
/// | pretraining | 10⁻⁷ | 10⁻⁷ | a coin that falls on the other side, once in some ten thousand steps |
/// | sparse | 5·10⁻⁶ | 10⁻³ | keys have biases, whose gradient is 0 but for rounding; Adam takes whole steps all the same |
/// | imagegpt | 10⁻⁵ | 6·10⁻⁶ | |
///
/// The bounds leave room for other processors and for one such coin.
final class BackendAgreementTest {

    private static final int STEPS = 100;
    private static final double LOSSES = 1e-3, PARAMETERS = 1e-2, SAMPLES_THAT_DIFFER = .1;

    @TempDir private static Path temporary;

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

    /// What a process with this backend has trained.
    private static Path trained(String backend) throws Exception {
        Path folder = temporary.resolve(backend);
        if (Files.exists(folder)) return folder;
        Process process = ChildJvm.start(List.of(), List.of("-Dgenerative.backend=" + backend,
                "-Dgenerative.opencl.worthwhile=0"), Trained.class, folder.toString());
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
            Map<String, Matrix> a = of(which, actual), e = of(which, expected);
            Matrix losses = e.remove("losses"), samples = e.remove("samples");
            assertThat(a.get("losses").minus(losses).elementMaxAbs() / losses.elementMaxAbs()).as(which + ", losses")
                    .isLessThan(LOSSES);
            Matrix others = a.get("samples").minus(samples).map(d -> Math.abs(d) > LOSSES ? 1 : 0);
            assertThat(others.mean()).as(which + ", samples").isLessThan(SAMPLES_THAT_DIFFER);
            e.remove("chains");                                            // bits
            double largest = e.values().stream().mapToDouble(Matrix::elementMaxAbs).max().orElseThrow();
            e.forEach((name, m) -> assertThat(a.get(name).minus(m).elementMaxAbs() / largest).as(which + ", " + name)
                    .isLessThan(PARAMETERS));
        }
    }

    @Tag("long")
    @Test void vectorAndReference() throws Exception {
        assertAgree(trained("vector"), trained("reference"));
    }

    @Tag("long")
    @Test void openClAndReference() throws Exception {
        assumeTrue(!Device.all().isEmpty(), "there is no OpenCL device here: " + Device.whyNone());
        assertAgree(trained("opencl"), trained("reference"));
    }

    /// Also where this process has been running for long and has compiled its code in another way.
    @Test void anotherProcessWithTheSameBackendMakesTheSameFiles() throws Exception {
        String backend = Backend.current().describe().startsWith("Reference") ? "reference" : "vector";
        assumeTrue(Backend.current().trouble().isEmpty() && !Backend.current().describe().startsWith("OpenCL"),
                "what an OpenCL device does not do is up to the properties of this process");
        Path own = temporary.resolve("own");
        Trained.train(own);
        DeterminismTest.assertSameFiles(DeterminismTest.files(own), DeterminismTest.files(trained(backend)));
    }
}
