package generative.tour;

/// One stop of the tour: a chapter that trains something small and shows it, within 60 seconds on two cores.
public interface Stop {

    /// A word, for `tour --only`.
    String name();

    /// Trains, and adds sections to the page.
    ///
    /// @param seed  of all random numbers
    /// @param quick whether to make a tenth of the steps, which shows the pictures but teaches the model little
    void visit(Page page, long seed, boolean quick);
}
