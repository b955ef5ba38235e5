package generative;

/// Something the user can put right: the message is one sentence that says what is wrong, where, and what to do.
///
/// The command line prints the message alone, without a stack trace, and ends with exit code 1.
public final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UserException(String sentence) {
        super(sentence);
    }

    public UserException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
