package generative.exercises;

import generative.data.JsonLine;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;

/// Runs tests in a JVM of their own and says line by line how it goes, so that an answer can do no harm to the grader.
///
/// ```
/// {"event":"start","test":"generative.exercises.gan.LeakyReluTest#theKink"}
/// {"event":"end","test":"…"}                                                    passed
/// {"event":"end","test":"…","message":"h[0,1]: …","expected":"…","got":"…"}     failed
/// ```
/// What an answer prints goes to the standard error, past these lines.
final class Runner implements TestExecutionListener {

    private final PrintStream lines;

    private Runner(PrintStream lines) {
        this.lines = lines;
    }

    /// @param tests as `package.Class#method`
    public static void main(String... tests) {
        Runner runner = new Runner(System.out);
        System.setOut(System.err);
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(tests).map(DiscoverySelectors::selectMethod).toList())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false").build(), runner);     // one after the other
        System.exit(0);                                                    // whatever threads an answer has started
    }

    @Override public void executionStarted(TestIdentifier id) {
        say("start", id, Map.of());
    }

    @Override public void executionFinished(TestIdentifier id, TestExecutionResult result) {
        say("end", id, result.getThrowable().map(Runner::fields).orElse(Map.of()));
    }

    private void say(String event, TestIdentifier id, Map<String, String> more) {
        if (!(id.getSource().orElse(null) instanceof MethodSource test)) return;       // a class, or all of them
        Map<String, String> fields = new LinkedHashMap<>(Map.of("event", event));
        fields.put("test", test.getClassName() + "#" + test.getMethodName());
        fields.putAll(more);
        lines.println(JsonLine.write(fields));
        lines.flush();
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
