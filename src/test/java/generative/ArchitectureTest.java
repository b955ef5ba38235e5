package generative;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import generative.nn.Sequential;
import generative.training.Trainee;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the arrows of the package picture: cli → tour, bench → chapters → what they share → math.
@Execution(ExecutionMode.CONCURRENT)
final class ArchitectureTest {

    private static final String[] MATH = {"math"};
    private static final String[] SHARED = {"nn", "optim", "data", "evaluation", "plot", "training"};
    private static final String[] CHAPTERS = {"gan", "pretraining", "sparse", "imagegpt"};
    private static final String[] JOINERS = {"tour", "bench"};
    private static final String[] COMMANDS = {"cli"};

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("generative");

    /// The packages of these names with all that is in them.
    private static String[] packages(String[]... names) {
        return Stream.of(names).flatMap(Stream::of).map(name -> "generative." + name + "..").toArray(String[]::new);
    }

    private static void mustNotKnow(String[] lower, String[]... higher) {
        noClasses().that().resideInAnyPackage(packages(lower))
                .should().dependOnClassesThat().resideInAnyPackage(packages(higher)).check(CLASSES);
    }

    @Test void theByteCodeWasRead() {
        assertThat(CLASSES.size()).isGreaterThan(80);
        assertThat(CLASSES.contain("generative.math.Matrix")).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    @Test void everyClassBelongsToAPackageOfThePicture() {
        String[] known = Stream.concat(Stream.of("generative"),
                Stream.of(packages(MATH, SHARED, CHAPTERS, JOINERS, COMMANDS))).toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(CLASSES);
    }

    @Test void aboveThePackagesStandsOnlyTheExceptionThatAllMayThrow() {
        classes().that().resideInAPackage("generative").should().be(UserException.class).check(CLASSES);
        noClasses().that().resideInAPackage("generative")
                .should().dependOnClassesThat().resideInAPackage("generative.*..").check(CLASSES);
    }

    @Test void mathKnowsNothingAboveIt() {
        mustNotKnow(MATH, SHARED, CHAPTERS, JOINERS, COMMANDS);
    }

    @Test void theBindingOfOpenClKnowsNoMatrix() {
        noClasses().that().resideInAPackage("generative.math.opencl..")
                .should().dependOnClassesThat().resideInAPackage("generative.math").check(CLASSES);
    }

    @Test void whatTheChaptersShareKnowsNoChapter() {
        mustNotKnow(SHARED, CHAPTERS, JOINERS, COMMANDS);
    }

    @Test void theJudgesKnowNoModel() {
        noClasses().that().resideInAPackage("generative.evaluation..")
                .should().dependOnClassesThat().areAssignableTo(Sequential.class)
                .orShould().dependOnClassesThat().areAssignableTo(Trainee.class).check(CLASSES);
    }

    @Test void chaptersKnowNeitherTheirJoinersNorTheCommands() {
        mustNotKnow(CHAPTERS, JOINERS, COMMANDS);
    }

    @Test void tourAndBenchmarksKnowNeitherEachOtherNorACommand() {
        mustNotKnow(JOINERS, COMMANDS);
        mustNotKnow(new String[] {"tour"}, new String[] {"bench"});
        mustNotKnow(new String[] {"bench"}, new String[] {"tour"});
    }

    @ParameterizedTest
    @ValueSource(strings = {"gan", "pretraining", "sparse", "imagegpt"})
    void aChapterKnowsNoOtherExceptThatImageGptUsesSparseAttention(String chapter) {
        String[] others = Stream.of(CHAPTERS)
                .filter(other -> !other.equals(chapter) && !(chapter.equals("imagegpt") && other.equals("sparse")))
                .toArray(String[]::new);
        noClasses().that().resideInAPackage("generative." + chapter + "..")
                .should().dependOnClassesThat().resideInAnyPackage(packages(others))
                .allowEmptyShould(true).check(CLASSES);                    // three chapters are still to be written
    }

    @ParameterizedTest
    @CsvSource({"org.jfree.., plot", "jdk.incubator.vector.., math", "picocli.., cli", "me.tongfei.., training",
            "com.fasterxml.., data", "java.lang.foreign.., math"})
    void aLibraryIsUsedInOnePackage(String library, String user) {
        noClasses().that().resideOutsideOfPackage("generative." + user + "..")
                .should().dependOnClassesThat().resideInAPackage(library).check(CLASSES);
    }

    /// In what order `Map.of` gives several entries changes from process to process, and with it the columns of a log and the
    /// bytes of a checkpoint.
    @Test void whatIsWrittenDownHasAnOrder() {
        DescribedPredicate<JavaMethodCall> several = DescribedPredicate.describe("Map.of two entries or more", call ->
                call.getTargetOwner().isEquivalentTo(Map.class) && call.getName().equals("of")
                        && call.getTarget().getRawParameterTypes().size() > 2);
        noClasses().that().resideInAnyPackage(packages(MATH, SHARED, CHAPTERS)).should().callMethodWhere(several).check(CLASSES);
    }

    @Test void packagesFormNoCycle() {
        slices().matching("generative.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
