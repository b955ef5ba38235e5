package generative.bench;

import generative.UserException;
import generative.math.MachinePeak;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The list of what is measured, and how a name is found in it.
public final class Workloads {

    /// What the machine can do at best; not in the list, but the measure of all products in it.
    static final String PEAK = "machine_peak";

    private Workloads() { }

    /// All that a run without `--only` measures, in the order of the table.
    public static List<Workload> all() {
        List<Workload> all = new ArrayList<>(ProductWorkloads.all());
        all.addAll(ModelWorkloads.all());
        all.addAll(AttentionWorkloads.all());
        all.addAll(PixelWorkloads.all());
        all.addAll(ArrayWorkloads.all());
        return List.copyOf(all);
    }

    /// The workload of this name, or of this name with the peer.
    ///
    /// @throws UserException if there is none, naming the nearest
    static Workload find(String name) {
        return name.equals(PEAK) ? peak() : all().stream().filter(workload -> workload.answersTo(name)).findFirst()
                .or(() -> ofAnySize(name)).orElseThrow(() -> unknown("There is no workload " + name, name));
    }

    /// All workloads that the regular expression finds something in, by any of their names; a name of a shape that is
    /// not in the list stands for itself.
    ///
    /// @throws UserException if there is none
    public static List<Workload> matching(String regex) {
        Pattern pattern = pattern(regex);
        List<Workload> found = all().stream().filter(workload -> pattern.matcher(workload.name()).find()
                || workload.peerNames().stream().anyMatch(name -> pattern.matcher(name).find())).toList();
        if (!found.isEmpty()) return found;
        return ofAnySize(regex).map(List::of).orElseThrow(() -> unknown("No workload matches " + regex, regex));
    }

    private static Optional<Workload> ofAnySize(String name) {
        return ProductWorkloads.named(name).or(() -> ModelWorkloads.named(name)).or(() -> AttentionWorkloads.named(name))
                .or(() -> PixelWorkloads.named(name));
    }

    /// @throws UserException if that is no regular expression
    static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new UserException("--only " + regex + " is no regular expression (" + e.getDescription()
                    + "); a name or the beginning of one will do.");
        }
    }

    private static Workload peak() {
        if (!MachinePeak.available())
            throw new UserException("The machine's peak is measured with the module jdk.incubator.vector; start java "
                    + "with --add-modules jdk.incubator.vector.");
        MachinePeak peak = new MachinePeak();
        return new Workload(PEAK, peak.flop(), () -> peak::run);
    }

    private static UserException unknown(String complaint, String name) {
        List<String> names = all().stream().flatMap(workload -> workload.peerNames().stream()).toList();
        return new UserException(complaint + "; the nearest is " + NearestWord.to(name, names)
                + ", and bench --list shows them all.");
    }
}
