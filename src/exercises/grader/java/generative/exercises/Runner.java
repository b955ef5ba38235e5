package generative.exercises;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import generative.data.JsonLine;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;

/// Runs the checks in a JVM of their own and says line by line how it goes, so that an answer can do no harm to the grader.
///
/// ```
/// {"event":"plan","id":"…","exercise":"TiedMaxout","task":"example","of":2}      every task, first of all
/// {"event":"start","id":"…"}
/// {"event":"end","id":"…"}                                                      passed
/// {"event":"end","id":"…","message":"h[0,1]: …","expected":"…","got":"…"}       failed
/// ```
/// What an answer prints goes to the standard error, past these lines.
final class Runner implements TestExecutionListener {

    private final PrintStream lines;

    private Runner(PrintStream lines) {
        this.lines = lines;
    }

    /// @param checks names of classes, or unique ids of tests, which begin with a bracket
    public static void main(String... checks) {
        Runner runner = new Runner(System.out);
        System.setOut(System.err);
        Launcher launcher = LauncherFactory.create();
        TestPlan plan = launcher.discover(LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(checks).map(check -> check.startsWith("[")
                        ? selectUniqueId(check) : selectClass(check)).toList())
                .build());
        plan.accept(new TestPlan.Visitor() {
            @Override public void visit(TestIdentifier id) {
                if (id.isTest()) runner.announce(id);
            }
        });
        launcher.execute(plan, runner);
        System.exit(0);                                                    // whatever threads an answer has started
    }

    private void announce(TestIdentifier id) {
        Method method = ((MethodSource) id.getSource().orElseThrow()).getJavaMethod();
        say("plan", id, Map.of("exercise", method.getDeclaringClass().getSimpleName().replaceAll("Test$", ""),
                "task", id.getTags().stream().map(TestTag::getName).findFirst().orElse(method.getName()),
                "of", method.getAnnotation(Points.class).value()));
    }

    private void say(String event, TestIdentifier id, Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("event", event));
        fields.put("id", id.getUniqueId());
        fields.putAll(more);
        lines.println(JsonLine.write(fields));
        lines.flush();
    }

    @Override public void executionStarted(TestIdentifier id) {
        if (id.isTest()) say("start", id, Map.of());
    }

    @Override public void executionFinished(TestIdentifier id, TestExecutionResult result) {
        if (id.isTest()) say("end", id, result.getThrowable().map(Runner::fields).orElse(Map.of()));
    }

    private static Map<String, String> fields(Throwable failure) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("message", sentence(failure)));
        if (failure instanceof AssertionFailedError e && e.isExpectedDefined() && e.isActualDefined()) {
            fields.put("expected", e.getExpected().getStringRepresentation());
            fields.put("got", e.getActual().getStringRepresentation());
        }
        return fields;
    }

    /// One line; of an unexpected exception also its kind, and the line of the answer that it came from.
    private static String sentence(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
        if (failure instanceof AssertionError || failure instanceof UnsupportedOperationException) return message;
        String where = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("generative.exercises."))
                .map(frame -> " at " + frame.getFileName() + ", line " + frame.getLineNumber()).findFirst().orElse("");
        return failure.getClass().getSimpleName() + where + (failure.getMessage() == null ? "" : ": " + message);
    }
}
