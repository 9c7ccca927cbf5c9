package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.document.KeyTable;
import dev.tributary.document.ShapeSchema;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is written down of the language is what the check knows. After a change run this with {@code
 * -Daccept=true}, which writes the files anew.
 */
class LanguageTest {
    private static final ObjectWriter WRITER =
            JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
    private static final String BEGIN = "<!-- keys: generated, see LanguageTest -->\n";
    private static final String END = "<!-- /keys -->\n";

    @Test
    void the_editor_knows_every_key_of_connector_yaml() throws IOException {
        upToDate(
                Bundled.CONNECTORS_FOLDER.resolve("connector.schema.json"),
                json(ShapeSchema.of("connector.yaml", Language.connectorFile())));
    }

    @Test
    void the_editor_knows_every_key_of_a_resource() throws IOException {
        upToDate(
                Bundled.CONNECTORS_FOLDER.resolve("resource.schema.json"),
                json(ShapeSchema.of("model/resource.yaml", Language.resourceFile())));
    }

    @Test
    void the_reference_page_has_every_key() throws IOException {
        Path page = Bundled.CONNECTORS_FOLDER.resolveSibling("docs/CONNECTORS.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        String table =
                KeyTable.markdown(
                        List.of(RequestLanguage.request(), AuthLanguage.common()),
                        Language.connectorFile(),
                        Language.resourceFile());
        upToDate(page, text.substring(0, begin) + table + text.substring(text.indexOf(END)));
    }

    @Test
    void the_language_stays_small() {
        KeyTable table = KeyTable.of(Language.connectorFile(), Language.resourceFile());
        assertThat(table.objects()).hasSizeLessThanOrEqualTo(60);
        assertThat(table.words()).hasSizeLessThanOrEqualTo(160);
    }

    private static String json(Map<String, Object> tree) {
        return WRITER.writeValueAsString(tree) + "\n";
    }

    private static void upToDate(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("accept")) {
            Files.writeString(file, expected);
        }
        assertThat(file).hasContent(expected);
    }
}
