package dev.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connector.Bundled;
import dev.tributary.document.Problems;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ModelsTest {
    @TempDir Path folder;

    @Test
    void the_bundled_resources_all_have_an_id_that_is_read_only_and_always_there() {
        assertThat(Bundled.MODELS.byPath().values())
                .isNotEmpty()
                .allSatisfy(
                        resource -> {
                            Field id = resource.fields().get("id");
                            assertThat(id).isNotNull();
                            assertThat(id.readOnly() && id.required()).isTrue();
                        });
    }

    @Test
    void every_reference_names_a_resource_of_its_model() {
        for (ResourceModel resource : Bundled.MODELS.byPath().values()) {
            for (Field field : resource.fields().all()) {
                if (field.type() instanceof FieldType.Reference(String target, var group)) {
                    assertThat(Bundled.MODELS.resource(resource.model(), target))
                            .as(resource.path() + "." + field.name() + " " + group)
                            .isPresent();
                }
            }
        }
    }

    @Test
    void all_problems_of_model_files_are_said_at_once() throws IOException {
        Files.createDirectories(folder.resolve("crm"));
        Files.writeString(
                folder.resolve("crm/things.yaml"),
                """
                titel: Thing
                fields:
                  id: strng
                  size: {type: string, enum: [a]}
                  part: {}
                """);
        assertThatThrownBy(() -> Models.load(folder))
                .isInstanceOf(Problems.class)
                .hasMessage(
                        """
                        crm/things.yaml:1: a resource has no key 'titel'; did you mean 'title'?
                        crm/things.yaml:1: a resource needs title
                        crm/things.yaml:3: 'strng' is not one of string, text, integer, number, boolean, date, datetime, decimal, map; did you mean 'string'?
                        crm/things.yaml:4: a field takes only one of type, enum (null drops an inherited one)
                        crm/things.yaml:5: a field needs type or enum or reference or object or array\
                        """);
    }

    @Test
    void a_record_has_a_schema_and_a_write_lacks_what_is_read_only() {
        ResourceModel deals = Bundled.MODELS.resource("crm", "opportunities").orElseThrow();
        Map<String, ?> read = properties(ResourceSchema.ofRecord(deals));
        Map<String, ?> write = properties(ResourceSchema.ofWrite(deals));
        assertThat(read).containsKeys("id", "updated_at", "amount");
        assertThat(write).containsKey("amount").doesNotContainKeys("id", "updated_at");
        assertThat((Map<?, ?>) read.get("status")).extracting("enum").isInstanceOf(List.class);
        assertThat(ResourceSchema.ofRecord(deals)).containsEntry("required", List.of("id"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> properties(Map<String, Object> schema) {
        return (Map<String, ?>) schema.get("properties");
    }
}
