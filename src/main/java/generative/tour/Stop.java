package generative.tour;

/// One stop of the tour: a chapter that trains something small and shows it, within 60 seconds on two cores.
public interface Stop {

    /// A word, for `tour --only`.
    String name();

    /// Trains, and adds sections to the page.
    ///
    /// @param seed of all random numbers
    void visit(Page page, long seed);
}
