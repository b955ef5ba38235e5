package generative.math;

import generative.UserException;

/// Decides once per process which [Backend] serves float matrices, and keeps the reason.
///
/// The decision is made in a method, never in a static initialiser that could throw: a message buried in an
/// `ExceptionInInitializerError` helps nobody.
final class BackendChoice {

    private static final String PROPERTY = "generative.backend";
    private static final String MODULE = "jdk.incubator.vector";

    private BackendChoice() { }

    /// The holder idiom: made on first use, by one thread, and never changed.
    private static final class Holder {
        static final BackendChoice.Outcome OUTCOME =
                choose(System.getProperty(PROPERTY, "auto"), vectorModulePresent());
    }

    /// Either a backend or the sentence that says why there is none.
    record Outcome(Backend backend, String complaint) { }

    static boolean vectorModulePresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    static Backend current() {
        Outcome outcome = Holder.OUTCOME;
        if (outcome.backend() == null) throw new UserException(outcome.complaint());
        return outcome.backend();
    }

    static Outcome choose(String wish, boolean modulePresent) {
        return switch (wish) {
            case "reference" -> new Outcome(ReferenceBackend.INSTANCE, null);
            case "vector" -> modulePresent ? new Outcome(vector(), null)
                    : new Outcome(null, "-D" + PROPERTY + "=vector needs the module " + MODULE
                            + ", which is not there; start java with --add-modules " + MODULE + ".");
            case "opencl" -> openCl(fastest(modulePresent));
            case "auto" -> new Outcome(fastest(modulePresent), null);
            default -> new Outcome(null, "-D" + PROPERTY + "=" + wish
                    + " names no backend; the choices are auto, reference, vector and opencl.");
        };
    }

    private static Backend fastest(boolean modulePresent) {
        return modulePresent ? vector() : ReferenceBackend.INSTANCE;
    }

    /// A device that is absent or fails is no mistake of the user, and the host takes over; the name of one that does
    /// not exist is.
    private static Outcome openCl(Backend host) {
        try {
            return new Outcome(OpenClBackend.create(host), null);
        } catch (UserException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    /// In a method of its own, so that the vector classes are loaded only where the module is.
    private static Backend vector() {
        return VectorBackend.create();
    }
}
