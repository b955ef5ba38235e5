package generative.bench;

import generative.math.MachinePeak;

/// What a machine can calculate at best, for each number of threads.
final class Peak {

    private static final int SLOTS = 3;

    private Peak() { }

    /// In 10⁹ floating-point operations a second, from the best moment of some slots, since a disturbed one shows too
    /// little; NaN if it cannot be measured.
    ///
    /// @see MachinePeak
    static double gigaflops(Entrant entrant, double seconds) {
        double best = Double.NaN;
        for (int i = 0; i < SLOTS; i++) {
            Reply reply = entrant.server().ask(Workloads.PEAK, entrant.threads(), seconds);
            if (!(reply instanceof Reply.Slot slot)) return Double.NaN;
            best = Math.max(slot.flop() / slot.min() * 1e-9, i == 0 ? 0 : best);
        }
        return best;
    }
}
