package generative.math.opencl;

/// An OpenCL function that answered with an error, by the names of the function and of the error.
public final class OpenClException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;

    public OpenClException(String function, int code) {
        this(function, code, "");
    }

    /// @param log what the driver had to say, or nothing
    OpenClException(String function, int code, String log) {
        super(function + " answered " + ErrorNames.of(code) + " (" + code + ")"
                + (log.isBlank() ? "" : ": " + log.strip()));
        this.code = code;
    }

    int code() {
        return code;
    }
}
