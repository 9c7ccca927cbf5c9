package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class TestConnectorTest {
    private static final String FIXTURE = "acme/fixtures/contacts.list.yaml";

    @TempDir Path folder;
    private Tool tool;

    @BeforeEach
    void aConnector() {
        tool = new Tool(folder);
        tool.run("new", "acme");
    }

    @Test
    void a_result_that_differs_is_shown_by_its_path() {
        tool.replace(
                FIXTURE,
                "result:\n  - id: \"1\"\n    first_name: Ada",
                "result:\n  - id: \"1\"\n    first_name: Bea");
        Tool.Ran ran = tool.run("test", "acme");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("✗ contacts.list.yaml", "1 of 1 fixture failed")
                .containsSubsequence(
                        "result[0].first_name", "expected \"Bea\"", "got      \"Ada\"");
    }

    @Test
    void a_request_that_differs_is_shown_by_its_part() {
        tool.replace(FIXTURE, "limit: 1, cursor: c2", "limit: 1, cursor: c3");
        assertThat(tool.run("test", "acme").out())
                .containsSubsequence(
                        "upstream[1].query.cursor", "expected \"c3\"", "got      \"c2\"");
        tool.replace(FIXTURE, "limit: 1, cursor: c3", "limit: 1, cursor: c2");
        tool.replace(
                FIXTURE,
                "get: /contacts\n    query: {limit: 1, cursor",
                "get: /people\n    query: {limit: 1, cursor");
        assertThat(tool.run("test", "acme").out())
                .containsSubsequence(
                        "upstream[1]", "expected GET /people", "got      GET /contacts");
    }

    @Test
    void a_request_that_nobody_sends_and_one_too_many_are_told() {
        tool.replace("acme/connector.yaml", "next: =meta.next_cursor", "next: =meta.nothing");
        assertThat(tool.run("test", "acme").out())
                .containsSubsequence("upstream[1]", "expected GET /contacts", "got      nothing");
        tool.replace("acme/connector.yaml", "next: =meta.nothing", "next: =meta.next_cursor");
        tool.write(
                "acme/fixtures/one.yaml",
                """
                about: a refused token is asked for again
                resource: crm/contacts
                method: list
                upstream: [{get: /contacts, query: {limit: 50}, reply: {status: 401}}]
                failure: {is: expired}
                """);
        Tool.Ran ran = tool.run("test", "acme", "--fixture", "one");
        assertThat(ran.out())
                .containsSubsequence("upstream[1]", "expected nothing", "got      GET https://");
    }

    @Test
    void failures_are_held_against_kind_code_and_words() {
        tool.write(
                "acme/fixtures/two.yaml",
                """
                about: the provider is down
                resource: crm/contacts
                method: list
                upstream: [{get: /contacts, query: {limit: 50}, reply: {status: 503, body: {message: sorry}}}]
                failure: {is: invalid, code: upstream_error, message: no}
                """);
        Tool.Ran ran = tool.run("test", "acme", "--fixture", "two*");
        assertThat(ran.out())
                .containsSubsequence("failure.is", "expected invalid", "got      transient")
                .containsSubsequence("failure.message", "expected no", "sorry")
                .doesNotContain("failure.code");
        tool.replace("acme/fixtures/two.yaml", "is: invalid", "is: transient");
        tool.replace("acme/fixtures/two.yaml", "message: no", "message: sorry");
        assertThat(tool.run("test", "acme").code()).isZero();
    }

    @Test
    void a_fixture_is_played_in_its_version_of_the_provider_s_api() {
        tool.replace(
                "acme/connector.yaml",
                "methods:",
                "version: v2\nversions: {v1: {crm: {contacts: {object: people}}}}\n\nmethods:");
        String usual = tool.text(FIXTURE);
        tool.write(
                "acme/fixtures/old.yaml",
                "version: v1\n" + usual.replace("get: /contacts", "get: /people"));
        assertThat(tool.run("test", "acme").out()).contains("2 fixtures passed");
        tool.replace("acme/fixtures/old.yaml", "version: v1", "version: v3");
        assertThat(tool.run("check", "acme").out())
                .contains("old.yaml:1", "the connector has no version 'v3'; it has v1, v2");
        assertThat(tool.run("test", "acme").code()).isEqualTo(1);
    }

    @Test
    void our_own_refusals_can_be_shown_too() {
        tool.write(
                "acme/fixtures/three.yaml",
                """
                about: what cannot be filtered by
                resource: crm/contacts
                method: list
                with: {filters: {first_name: Ada}}
                failure: {code: unsupported_filter}
                """);
        assertThat(tool.run("test", "acme", "--fixture", "three").out())
                .contains("1 fixture passed");
    }

    @Test
    void only_the_fixtures_that_fit_are_played_and_none_is_a_failure() {
        assertThat(tool.run("test", "acme", "--fixture", "contacts.*").code()).isZero();
        Tool.Ran none = tool.run("test", "acme", "--fixture", "deals.*");
        assertThat(none.out()).contains("no fixture's file fits 'deals.*'");
        assertThat(none.code()).isEqualTo(1);
    }

    @Test
    void files_that_cannot_be_read_are_said_and_fail_the_test() {
        tool.replace("acme/connector.yaml", "timeout: 20s", "timeout: soon");
        Tool.Ran ran = tool.run("test", "acme");
        assertThat(ran.out()).contains("connector.yaml:15: 'soon' is not a duration");
        assertThat(ran.code()).isEqualTo(1);
    }
}
