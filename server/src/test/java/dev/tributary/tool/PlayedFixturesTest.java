package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.BundledConnectors;
import dev.tributary.unified.Proof;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;

/** What the capability matrix is told about the fixtures of a connector. */
class PlayedFixturesTest {
    private static final Path MODELS = Path.of("../models");

    @TempDir Path folder;
    private Tool tool;

    @BeforeEach
    void aConnector() {
        tool = new Tool(folder);
        tool.run("new", "acme");
    }

    private PlayedFixtures played() {
        return new PlayedFixtures(
                BundledConnectors.load(folder.resolve("connectors"), MODELS), Clock.systemUTC());
    }

    private Proof.Shown shown() {
        return played().of("acme");
    }

    @Test
    void a_method_whose_fixture_passes_is_proven() {
        assertThat(shown().passed()).containsEntry("crm/contacts list", 1);
        assertThat(shown().failed()).isEmpty();
        assertThat(shown().proven()).contains("crm/contacts list");
        assertThat(shown().problems()).isEmpty();
    }

    @Test
    void a_fixture_that_is_there_but_does_not_pass_proves_nothing() {
        tool.replace(
                "acme/fixtures/contacts.list.yaml",
                "result:\n  - id: \"1\"\n    first_name: Ada",
                "result:\n  - id: \"1\"\n    first_name: Bea");
        assertThat(shown().passed()).doesNotContainKey("crm/contacts list");
        assertThat(shown().proven()).doesNotContain("crm/contacts list");
        assertThat(shown().failed())
                .containsEntry(
                        "crm/contacts list",
                        "acme/fixtures/contacts.list.yaml: result[0].first_name: expected \"Bea\","
                                + " got \"Ada\"");
        assertThat(shown().problems()).hasSize(1);
    }

    @Test
    void a_fixture_that_cannot_be_read_is_told_and_the_others_are_played() {
        tool.write("acme/fixtures/broken.yaml", "about: nothing\nmethod: list\nrusult: []\n");
        assertThat(shown().passed()).containsEntry("crm/contacts list", 1);
        assertThat(shown().problems().toString()).contains("acme/fixtures/broken.yaml:3", "rusult");
    }

    @Test
    void a_fixture_of_a_version_or_resource_that_is_not_there_is_told() {
        String usual = tool.text("acme/fixtures/contacts.list.yaml");
        tool.write("acme/fixtures/v9.yaml", "version: v9\n" + usual);
        tool.write(
                "acme/fixtures/where.yaml",
                usual.replace("resource: crm/contacts", "resource: crm/leads"));
        assertThat(shown().problems().toString()).contains("v9.yaml", "where.yaml");
        assertThat(shown().passed()).containsEntry("crm/contacts list", 1);
    }

    @Test
    void a_connector_is_played_once() {
        PlayedFixtures played = played();
        assertThat(played.of("acme")).isSameAs(played.of("acme"));
    }
}
