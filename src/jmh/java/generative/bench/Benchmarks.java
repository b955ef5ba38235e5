package generative.bench;

/// Runs JMH with the words of `-Drun`: `mvn -q -Pjmh compile exec:exec -Drun="AdversarialIteration"`.
public final class Benchmarks {

    private Benchmarks() { }

    public static void main(String[] arguments) throws Exception {
        String run = System.getProperty("generative.run", "");
        org.openjdk.jmh.Main.main(run.isBlank() || run.equals("tour") ? new String[0] : run.strip().split("\\s+"));
    }
}
