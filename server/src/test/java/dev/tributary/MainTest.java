package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

class MainTest {
    @Test
    void the_tools_for_connectors_are_reached_from_the_command_line() {
        StringWriter out = new StringWriter();
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .execute("connector", "check", "../connectors/hubspot");
        assertThat(out.toString()).contains("0 problems");
        assertThat(code).isZero();
    }

    @Test
    void a_mistake_is_one_line_and_the_exit_code_says_that_it_is_ours_to_correct() {
        StringWriter err = new StringWriter();
        int code =
                Main.commandLine()
                        .setErr(new PrintWriter(err, true))
                        .execute("connector", "check", "no-such");
        assertThat(err.toString()).startsWith("there is no connector 'no-such'").hasLineCount(1);
        assertThat(code).isEqualTo(2);
    }
}
