package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code fields=}: which fields of a record are answered. */
class ShownFieldsTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @BeforeEach
    void ada() {
        LIVE.acme()
                .on(
                        "GET /contacts/7",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "number",
                                                7,
                                                "first",
                                                "Ada",
                                                "owner",
                                                3,
                                                "email",
                                                "ada@example.com",
                                                "extra",
                                                Map.of("shoe", 38, "hat", 57))))
                .on("POST /contacts", asked -> Acme.json(201, Map.of("number", 7)));
        Map<String, Object> shoe = Map.of("name", "shoe", "type", "number");
        Map<String, Object> hat = Map.of("name", "hat", "type", "number");
        LIVE.acme()
                .on("GET /fields/contacts", asked -> Acme.ok(Map.of("fields", List.of(shoe, hat))));
    }

    private static Answer get(String fields) {
        String query = "?include_remote_data=false&fields=" + fields;
        return LIVE.unified("GET", "crm/contacts/7" + query, null);
    }

    @Test
    void fields_come_with_the_id_and_members_in_their_object() {
        assertThat(get("first_name,owner.id").json())
                .isEqualTo(Map.of("id", "7", "first_name", "Ada", "owner", Map.of("id", "3")));
        assertThat(get("owner.name").json()).isEqualTo(Map.of("id", "7", "owner", Map.of()));
        assertThat(get("email_addresses.email,%20custom_fields.hat").json())
                .isEqualTo(
                        Map.of(
                                "id",
                                "7",
                                "email_addresses",
                                List.of(Map.of("email", "ada@example.com")),
                                "custom_fields",
                                Map.of("hat", 57)));
        Map<String, Object> none = new HashMap<>(Map.of("id", "7"));
        none.put("title", null);
        assertThat(get("title").json()).isEqualTo(none);
        assertThat(get("").json()).isEqualTo(Map.of("id", "7"));
    }

    @Test
    void every_name_that_is_none_is_refused_with_those_there_are() {
        Answer refused = get("nme,first_name,owner.nme,custom_fields.glove,first_name.x");
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text())
                .contains(
                        "crm/contacts has no 'nme', 'owner.nme', 'custom_fields.glove',"
                                + " 'first_name.x' here")
                .contains("first_name, id, last_name, owner.id")
                .contains("custom_fields.hat");
        assertThat(LIVE.unified("GET", "crm/contacts?fields=nme", null).status()).isEqualTo(400);
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_write_finds_them_before_anything_is_sent() {
        Answer refused =
                LIVE.unified("POST", "crm/contacts?fields=nme", Map.of("first_name", "Ada"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(LIVE.acme().lines()).isEmpty();
        Answer created =
                LIVE.unified(
                        "POST",
                        "crm/contacts?include_remote_data=false&fields=first_name",
                        Map.of("first_name", "Ada"));
        assertThat(created.json()).isEqualTo(Map.of("id", "7", "first_name", "Ada"));
    }
}
