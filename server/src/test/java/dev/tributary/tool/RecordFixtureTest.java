package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class RecordFixtureTest {
    private static final String FILE = "acme/fixtures/recorded.yaml";

    @TempDir Path folder;
    private Tool tool;
    private LoopbackProvider provider;

    @BeforeEach
    void aConnector() {
        tool = new Tool(folder);
        tool.run("new", "acme", "--auth", "api_key");
        tool.replace("acme/connector.yaml", "  # get: {", "  get: {");
        tool.replace("acme/connector.yaml", "  # create: {", "  create: {");
        tool.replace(
                "acme/crm/contacts.yaml",
                "# read: |\n#   {\"email_addresses\": []}",
                """
                read: |
                  {
                    "name": $trim(first_name & " " & last_name),
                    "email_addresses": [{"email": email}],
                    "phone_numbers": [{"number": phone}]
                  }
                """);
        provider =
                new LoopbackProvider("authorization", "Bearer s3cret-key")
                        .on(
                                "GET /contacts",
                                """
                                {"data": [
                                   {"id": "17", "first_name": "Wilhelmina", "last_name": "Osterkamp", "title": "CTO",
                                    "email": "w.osterkamp@corp.test", "phone": "+49 731 123456", "owner_id": "7",
                                    "note": "Wilhelmina likes tea", "api_token": "tok-991",
                                    "self": "@BASE@/contacts/17"},
                                   {"id": "18", "first_name": "Otto", "last_name": "Osterkamp",
                                    "email": "W.Osterkamp@corp.test", "assistant": "Mail Otto Osterkamp"}],
                                 "meta": {"next_cursor": "c2"}}
                                """);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Tool.Ran record(String method, String... more) {
        List<String> all = new ArrayList<>(List.of("record", "acme", "crm/contacts", method));
        all.addAll(List.of(more));
        all.addAll(List.of("--base", provider.url(), "--token", "s3cret-key"));
        return tool.run(all.toArray(String[]::new));
    }

    private Tool.Ran recordTo(String method, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("-o", tool.file(FILE).toString()));
        return record(method, all.toArray(String[]::new));
    }

    @Test
    void what_was_recorded_passes_and_holds_nobodys_data() {
        Tool.Ran ran = recordTo("list", "limit=2", "--about", "contacts as they are");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("wrote", "1 secret", "1 e-mail address", "1 phone number")
                .contains("2 first names", "1 last name", "1 free text");
        assertThat(tool.text(FILE))
                .startsWith("about: contacts as they are\nresource: crm/contacts\nmethod: list\n")
                .doesNotContainIgnoringCase("Wilhelmina")
                .doesNotContainIgnoringCase("Osterkamp")
                .doesNotContain("Otto", "123456", "tok-991", "s3cret", "127.0.0.1")
                .contains("title: CTO", "next_cursor: c2", "id: \"17\"");
        Tool.Ran test = tool.run("test", "acme", "--fixture", "recorded");
        assertThat(test.out()).contains("✓ recorded.yaml");
        assertThat(test.code()).isZero();
    }

    @Test
    void the_same_thing_is_the_same_placeholder_everywhere() {
        recordTo("list", "limit=2");
        String text = tool.text(FILE);
        assertThat(text).contains("name: First1 Last1", "name: First2 Last1");
        assertThat(text).contains("assistant: Mail First2 Last1");
        assertThat(text.split("person1@example.com", -1)).hasSize(5);
    }

    @Test
    void a_refusal_is_worth_a_fixture_too() {
        assertThat(recordTo("get", "id=99").code()).isZero();
        assertThat(tool.text(FILE))
                .contains("failure:", "is: not_found", "nothing here", "status: 404");
        assertThat(tool.run("test", "acme", "--fixture", "recorded").code()).isZero();
    }

    @Test
    void what_was_sent_is_redacted_as_what_came() {
        provider.on("POST /contacts", "{\"id\": \"20\", \"first_name\": \"Wilhelmina\"}")
                .on("GET /contacts/20", "{\"id\": \"20\", \"first_name\": \"Wilhelmina\"}");
        Tool.Ran ran = recordTo("create", "body={\"first_name\": \"Wilhelmina\"}");
        assertThat(ran.err()).isEmpty();
        assertThat(tool.text(FILE))
                .contains("with: {body: {first_name: First1}}", "- post: /contacts")
                .doesNotContain("Wilhelmina");
        assertThat(tool.run("test", "acme", "--fixture", "recorded").code()).isZero();
    }

    @Test
    void a_file_that_is_there_is_never_written_over() {
        assertThat(record("list").err()).contains("contacts.list.yaml is there already");
        assertThat(record("list").code()).isEqualTo(2);
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void without_a_file_it_goes_where_fixtures_lie() {
        provider.on("GET /contacts/17", "{\"id\": \"17\"}");
        assertThat(record("get", "id=17").code()).isZero();
        assertThat(tool.file("acme/fixtures/contacts.get.yaml")).exists();
        assertThat(tool.run("test", "acme", "--fixture", "contacts.get").code()).isZero();
    }

    @Test
    void without_an_answer_there_is_nothing_to_record() {
        provider.close();
        Tool.Ran ran = recordTo("list");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(tool.file(FILE)).doesNotExist();
    }
}
