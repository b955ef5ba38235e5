package generative;

import java.util.regex.Pattern;

/// Something the user can put right: the message is one sentence that says what is wrong, where, and what to do.
///
/// The command line prints the message alone, without a stack trace, and ends with exit code 1. A sentence may quote a file, and
/// a file may say anything: characters that would move a terminal's cursor, hide or begin another line are shown as points, and
/// what is too long to be read is left out in the middle.
public final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int BEGIN = 600, END = 300;                       // letters that are kept of a long sentence

    public UserException(String sentence) {
        super(readable(sentence));
    }

    public UserException(String sentence, Throwable cause) {
        super(readable(sentence), cause);
    }

    private static String readable(String sentence) {
        String all = UNPRINTABLE.matcher(sentence).replaceAll("·");
        return all.length() <= BEGIN + END ? all : all.substring(0, BEGIN) + " … " + all.substring(all.length() - END);
    }
}
