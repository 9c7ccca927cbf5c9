package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class CheckConnectorTest {
    @TempDir Path folder;
    private Tool tool;

    @BeforeEach
    void aConnector() {
        tool = new Tool(folder);
        tool.run("new", "acme");
    }

    @Test
    void every_problem_is_said_with_its_file_and_line() {
        tool.replace("acme/connector.yaml", "timeout: 20s", "timeout: soon");
        tool.replace("acme/crm/contacts.yaml", "  last_name:", "  lastname:");
        tool.replace("acme/fixtures/contacts.list.yaml", "result:", "resullt:");
        Tool.Ran ran = tool.run("check", "acme");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        tool.file("acme/connector.yaml:15") + ": 'soon' is not a duration",
                        tool.file("acme/crm/contacts.yaml:9")
                                + ": crm/contacts has no field 'lastname'; did you mean"
                                + " 'last_name'?",
                        "a fixture has no key 'resullt'; did you mean 'result'?")
                .contains("acme: 4 problems, 0 warnings");
    }

    @Test
    void what_looks_like_an_oversight_is_a_warning_and_no_failure() {
        tool.replace(
                "acme/connector.yaml",
                "    scopes: []",
                "    scopes: []\n    keep: {portal: =portal, region: =region}");
        tool.replace("acme/connector.yaml", "base: https://api.", "base: https://{region}.api.");
        tool.replace("acme/connector.yaml", "  # get: {", "  get: {");
        Tool.Ran ran = tool.run("check", "acme");
        assertThat(ran.out())
                .contains("connector.yaml:12: warning: nothing uses the kept variable portal")
                .contains("crm/contacts.yaml:1: warning: no fixture shows get")
                .contains("warning: nothing fills email_addresses, phone_numbers")
                .doesNotContain("variable region")
                .contains("0 problems, 3 warnings");
        assertThat(ran.code()).isZero();
    }

    @Test
    void a_fixture_about_a_resource_that_is_not_there_is_a_problem() {
        tool.replace("acme/fixtures/contacts.list.yaml", "crm/contacts", "crm/accounts");
        Tool.Ran ran = tool.run("check");
        assertThat(ran.out())
                .contains("the connector has no resource 'crm/accounts'; it has crm/contacts");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void without_a_name_all_of_ones_own_are_checked() {
        tool.run("new", "beta");
        assertThat(tool.run("check").out()).contains("acme: 1 resource", "beta: 1 resource");
    }

    @Test
    void a_folder_will_do_for_a_name() {
        assertThat(tool.run("check", tool.file("acme").toString()).code()).isZero();
    }

    @Test
    void an_unknown_name_comes_with_a_suggestion() {
        Tool.Ran ran = tool.run("check", "acne");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no connector 'acne'", "did you mean 'acme'?");
    }
}
