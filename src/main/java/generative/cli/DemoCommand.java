package generative.cli;

import generative.UserException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Lists the demos, or runs one.
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Runs the demo of a concept, or lists the demos.")
final class DemoCommand implements Runnable {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A class with a demo; without it, the list is printed.")
    private String name;

    @Override public void run() {
        Map<String, Demos.Demo> demos = Demos.all();
        if (name == null) {
            System.out.println("demo NAME runs one of these; in JShell it is NAME.demo():");
            demos.forEach((key, demo) -> System.out.printf("  %-20s %s%n", key, demo.about()));
            return;
        }
        String key = demos.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElseThrow(() -> new UserException(
                "There is no demo " + name + "; choose from " + String.join(", ", demos.keySet()) + "."));
        demos.get(key).run().run();
    }
}
