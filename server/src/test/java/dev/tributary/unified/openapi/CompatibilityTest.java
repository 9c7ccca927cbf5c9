package dev.tributary.unified.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Json;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What counts as breaking the programs of others. */
class CompatibilityTest {
    private static final String BEFORE =
            """
            {"paths": {"/deals": {
               "get": {
                 "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}},
                                {"name": "state", "in": "query", "schema": {"type": "string", "enum": ["open", "won"]}}],
                 "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Deal"}}}}}},
               "post": {
                 "requestBody": {"required": true, "content": {"application/json": {"schema": {
                   "type": "object", "required": ["name"],
                   "properties": {"name": {"type": "string"}, "note": {"type": ["string", "null"]}}}}}},
                 "responses": {"201": {"description": "made"}}}}},
             "components": {"schemas": {"Deal": {
               "type": "object", "required": ["id"],
               "properties": {"id": {"type": "string"}, "state": {"type": "string", "enum": ["open", "won"]},
                              "owners": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}}}}
            """;

    private static List<String> after(String text, String replacement) {
        assertThat(BEFORE).contains(text);
        return Compatibility.breaks(
                Json.read(BEFORE, Map.class),
                Json.read(BEFORE.replace(text, replacement), Map.class));
    }

    @Test
    void the_same_breaks_nothing() {
        assertThat(after("paths", "paths")).isEmpty();
    }

    @Test
    void more_breaks_nothing() {
        assertThat(after("\"paths\": {", "\"paths\": {\"/more\": {\"get\": {}},")).isEmpty();
        assertThat(
                        after(
                                "\"parameters\": [",
                                "\"parameters\": [{\"name\": \"sort\", \"in\": \"query\"},"))
                .isEmpty();
        assertThat(
                        after(
                                "{\"id\": {\"type\": \"string\"}, ",
                                "{\"id\": {\"type\": \"string\"}, \"x\": {}, "))
                .isEmpty();
        assertThat(after("\"required\": [\"name\"]", "\"required\": []")).isEmpty();
    }

    @Test
    void a_path_or_a_method_that_is_gone_breaks() {
        assertThat(after("\"/deals\"", "\"/offers\"")).containsExactly("/deals is gone");
        assertThat(after("\"post\"", "\"put\"")).containsExactly("POST /deals is gone");
    }

    @Test
    void a_parameter_that_is_gone_or_is_required_breaks() {
        assertThat(after("\"limit\"", "\"most\""))
                .containsExactly("GET /deals: the parameter limit is gone");
        assertThat(
                        after(
                                "\"limit\", \"in\": \"query\"",
                                "\"limit\", \"in\": \"query\", \"required\": true"))
                .containsExactly("GET /deals: the parameter limit is required now");
    }

    @Test
    void a_field_that_is_gone_from_an_answer_breaks_also_deep_in_it() {
        assertThat(after("\"owners\"", "\"people\""))
                .containsExactly("Deal in answer has no field owners any more");
        assertThat(
                        after(
                                "\"items\": {\"type\": \"object\", \"properties\": {\"id\"",
                                "\"items\": {\"type\": \"object\", \"properties\": {\"key\""))
                .containsExactly("Deal in answer.owners[] has no field id any more");
        assertThat(after("\"required\": [\"id\"]", "\"required\": []"))
                .containsExactly("Deal in answer may lack the field id now");
    }

    @Test
    void a_field_that_a_request_needs_now_breaks() {
        assertThat(after("\"required\": [\"name\"]", "\"required\": [\"name\", \"note\"]"))
                .containsExactly("POST /deals: the body needs the field note now");
    }

    @Test
    void a_type_that_is_another_breaks() {
        assertThat(after("\"id\": {\"type\": \"string\"}, ", "\"id\": {\"type\": \"integer\"}, "))
                .containsExactly("Deal in answer.id was string and is integer");
        assertThat(after("[\"string\", \"null\"]", "\"string\""))
                .containsExactly("POST /deals: the body.note was null or string and is string");
        assertThat(
                        after(
                                "\"id\": {\"type\": \"string\"}, ",
                                "\"id\": {\"type\": [\"string\", \"null\"]}, "))
                .containsExactly("Deal in answer.id was string and is null or string");
    }

    @Test
    void a_word_that_is_gone_breaks() {
        assertThat(
                        after(
                                "{\"type\": \"string\", \"enum\": [\"open\", \"won\"]}}],",
                                "{\"type\": \"string\", \"enum\": [\"open\"]}}],"))
                .containsExactly("GET /deals: the parameter state has no word won any more");
        assertThat(after("\"enum\": [\"open\", \"won\"]},", "\"enum\": [\"open\"]},"))
                .containsExactly("Deal in answer.state has no word won any more");
    }

    @Test
    void an_answer_or_a_body_that_is_gone_breaks() {
        assertThat(after("\"201\"", "\"200\""))
                .containsExactly("POST /deals: the answer 201 is gone");
        assertThat(after("\"requestBody\"", "\"requestBodies\""))
                .containsExactly("POST /deals: the body is gone");
    }
}
