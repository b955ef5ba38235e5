package generative;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import generative.nn.Layer;
import generative.nn.Loss;
import generative.optim.Optimiser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Everything that ought to have golden numbers has them, and every file of golden numbers has a test.
final class GoldenCoverageTest {

    /// What has golden numbers beside the layers, the losses and the optimisers, which are found by themselves.
    private static final List<String> OTHERS = List.of("generative.math.Elementwise",
            "generative.optim.GradientClipping", "generative.optim.MaxNorm", "generative.gan.AdversarialGradients",
            "generative.gan.MinimaxValue", "generative.evaluation.ParzenWindow",
            "generative.evaluation.NearestNeighbours", "generative.imagegpt.PublishedWeights", "generative.data.Resizing",
            "generative.imagegpt.VectorQuantiser");

    private static JavaClasses classes(ImportOption which) {
        return new ClassFileImporter().withImportOption(which).importPackages("generative");
    }

    /// The names of the classes whose golden numbers are there.
    private static Set<String> found() throws Exception {
        Path nn = Path.of(GoldenCoverageTest.class.getResource("nn/golden").toURI()).getParent(), root = nn.getParent();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file) && file.getParent().endsWith("golden"))
                    .map(file -> name(root.relativize(file))).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// nn/golden/Linear.txt is of generative.nn.Linear.
    private static String name(Path file) {
        String inPackage = file.getFileName().toString().replaceFirst("\\.txt$", "");
        return "generative." + file.getParent().getParent().toString().replaceAll("[/\\\\]", ".") + "." + inPackage;
    }

    private static boolean isLayerLossOrOptimiser(JavaClass c) {
        return !c.isInterface() && c.isTopLevelClass()
                && (c.isAssignableTo(Layer.class) || c.isAssignableTo(Optimiser.class) || computesALoss(c));
    }

    private static boolean computesALoss(JavaClass c) {
        return c.getMethods().stream()
                .anyMatch(m -> m.getName().equals("of") && m.getRawReturnType().isEquivalentTo(Loss.class));
    }

    @Test void everyLayerLossAndOptimiserHasGoldenNumbers() throws Exception {
        Set<String> wanted = classes(new ImportOption.DoNotIncludeTests()).stream()
                .filter(GoldenCoverageTest::isLayerLossOrOptimiser)
                .map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(wanted).contains("generative.nn.Linear", "generative.nn.SoftmaxCrossEntropy",
                "generative.gan.GeneratorLoss", "generative.optim.Adam").hasSizeGreaterThan(14);
        wanted.addAll(OTHERS);
        assertThat(found()).as("files golden/CLASS.txt, which src/test/python/golden.py writes").isEqualTo(wanted);
    }

    @Test void everyPackageWithGoldenNumbersHasATestThatReadsThem() throws Exception {
        Set<String> readers = classes(new ImportOption.OnlyIncludeTests()).stream()
                .filter(c -> c.getSimpleName().matches("Golden.+Test") && reads(c))
                .map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(found()).allSatisfy(name -> assertThat(readers).contains(name.substring(0, name.lastIndexOf('.'))));
    }

    private static boolean reads(JavaClass test) {
        return test.getDirectDependenciesFromSelf().stream()
                .anyMatch(d -> d.getTargetClass().isEquivalentTo(GoldenFile.class));
    }
}
