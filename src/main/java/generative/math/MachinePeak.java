package generative.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The most floating-point operations a second that the Vector API gets out of this machine: multiply-adds on numbers
/// that never leave the registers.
///
/// ```
/// xᵢ ← xᵢ + a b        i = 0 … 9, again and again; a multiply-add counts as 2 operations
/// ```
/// Ten independent chains hide the latency of a multiply-add (4 cycles, 2 units) and leave room in the 16 registers of
/// a 256-bit machine. A matrix product must also load and store, so it stays below: its share of this peak tells how
/// well it hides that.
///
/// The team has as many threads as [VectorBackend]'s.
public final class MachinePeak {

    private static final int PARTS = 8, ROUNDS = 1 << 14, CHAINS = 10;

    private final float[] factors = {0x1p-7f, 128f / ROUNDS};            // a b = 1 / ROUNDS
    private final Team team = new Team(Team.threads());

    /// Whether the module of the Vector API is there; without it there is no peak to be measured.
    public static boolean available() {
        return BackendChoice.vectorModulePresent();
    }

    /// With how many threads the backends of this process work: what `generative.threads` says, or as many as there
    /// are processors.
    public static int threads() {
        return Team.threads();
    }

    /// The floating-point operations of one [#run].
    public double flop() {
        return 2.0 * CHAINS * Kernel.SPECIES.length() * ROUNDS * PARTS * team.size();
    }

    /// Does the work and answers with the mean of what the chains arrived at: they start at 0 … 9 and climb by 1, so
    /// it is 5.5.
    public double run() {
        float[] ends = new float[PARTS * team.size()];
        team.run(ends.length, part -> ends[part] = Kernel.chains(factors));
        double sum = 0;
        for (float end : ends) sum += end;
        return sum / ends.length;
    }

    @Override public String toString() {
        return "Multiply-adds on " + Kernel.SPECIES.vectorBitSize() + "-bit lanes, " + team.size()
                + (team.size() == 1 ? " thread" : " threads");
    }

    /// In a class of its own, so that the vector classes are loaded only where the module is.
    private static final class Kernel {

        static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

        /// The mean over all chains and lanes. The chains live in local variables: an array of them would go to memory.
        /// The factors come from an array, since the compiler fetches a constant anew in every round.
        static float chains(float[] factors) {
            FloatVector a = FloatVector.broadcast(SPECIES, factors[0]), b = FloatVector.broadcast(SPECIES, factors[1]);
            FloatVector x0 = FloatVector.zero(SPECIES), x1 = x0.add(1f), x2 = x0.add(2f), x3 = x0.add(3f);
            FloatVector x4 = x0.add(4f), x5 = x0.add(5f), x6 = x0.add(6f), x7 = x0.add(7f);
            FloatVector x8 = x0.add(8f), x9 = x0.add(9f);
            for (int round = 0; round < ROUNDS; round++) {
                x0 = a.fma(b, x0);
                x1 = a.fma(b, x1);
                x2 = a.fma(b, x2);
                x3 = a.fma(b, x3);
                x4 = a.fma(b, x4);
                x5 = a.fma(b, x5);
                x6 = a.fma(b, x6);
                x7 = a.fma(b, x7);
                x8 = a.fma(b, x8);
                x9 = a.fma(b, x9);
            }
            FloatVector sum = x0.add(x1).add(x2.add(x3)).add(x4.add(x5).add(x6.add(x7))).add(x8.add(x9));
            float total = 0;
            for (float lane : sum.toArray()) total += lane;
            return total / (CHAINS * SPECIES.length());
        }
    }
}
