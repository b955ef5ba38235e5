package generative;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UserExceptionTest {

    @Test
    void aSentenceStaysAsItIs() {
        Exception cause = new IllegalStateException("why");
        assertThat(new UserException("There is no file \"ä€😀\\x\"; check the path.", cause)).hasCause(cause)
                .hasMessage("There is no file \"ä€😀\\x\"; check the path.");
    }

    @Test
    void whatAFileSaysCannotSteerATerminalOrBeginAnotherLine() {
        assertThat(new UserException("The entry a\n\u001b[31mb\r\u202ec\u2028\u0000d is a link."))
                .hasMessage("The entry a··[31mb··c··d is a link.");
    }

    @Test
    void whatIsTooLongIsLeftOutInTheMiddle() {
        String longest = "x".repeat(899) + ".";
        assertThat(new UserException(longest)).hasMessage(longest);
        assertThat(new UserException("file: " + "x".repeat(100_000) + "; make it again.").getMessage())
                .startsWith("file: xxx").contains("xxx … xxx").endsWith("xxx; make it again.").hasSize(903);
    }
}
