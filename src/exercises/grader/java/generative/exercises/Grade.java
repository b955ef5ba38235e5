package generative.exercises;

/// How one task went.
///
/// @param exercise the class
/// @param task     the tag of the test
/// @param of       what the task is worth
/// @param failure  null where the test passed
record Grade(String exercise, String task, int of, Failure failure) {

    /// Why a task has no points.
    ///
    /// @param message  one line; where numbers were compared, it begins with what and which of them: `h[1,2]: …`
    /// @param expected what should have come, or null
    /// @param got      what came, or null
    /// @param error    the relative error, or null where nothing was compared by number
    record Failure(String message, String expected, String got, Double error) {

        Failure(String message) {
            this(message, null, null, null);
        }

        /// What was compared, such as `h[1,2]`, or null.
        String index() {
            return expected == null || !message.contains(":") ? null : message.substring(0, message.indexOf(':'));
        }
    }

    int points() {
        return failure == null ? of : 0;
    }
}
