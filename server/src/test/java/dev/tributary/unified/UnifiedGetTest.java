package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

/** {@code GET /unified/{model}/{resource}/{id}}. */
class UnifiedGetTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    @Test
    void a_single_record_comes_bare_and_with_what_the_provider_said() {
        LIVE.acme().on("GET /contacts/7", asked -> Acme.ok(Map.of("number", 7, "odd", "yes")));
        Answer answer = LIVE.unified("GET", "crm/contacts/7", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("id", "7")
                .containsEntry("remote_data", Map.of("number", 7, "odd", "yes"));
        assertThat(LIVE.unified("GET", "crm/contacts/7?include_remote_data=false", null).json())
                .doesNotContainKey("remote_data");
    }

    @Test
    void numbers_keep_every_digit() {
        String long_ = "12345678901234567890.123456789012345678901234567890";
        LIVE.acme()
                .on(
                        "GET /deals/1",
                        asked ->
                                new Acme.Reply.Whole(
                                        200,
                                        Map.of("content-type", "application/json"),
                                        ("{\"id\":1,\"amount\":" + long_ + "}").getBytes()));
        assertThat(LIVE.unified("GET", "crm/opportunities/1", null).json())
                .containsEntry("amount", long_);
    }

    @Test
    void a_record_that_is_not_there_says_what_the_provider_said() {
        Answer missing = LIVE.unified("GET", "crm/contacts/8", null);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.code()).isEqualTo("not_found");
        assertThat(missing.json())
                .containsEntry("upstream_status", 404)
                .containsEntry("upstream_body", Map.of("reason", "there is no GET /contacts/8"));
        assertThat(missing.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void an_id_is_one_segment_of_the_provider_s_path_whatever_it_holds() {
        LIVE.unified("GET", "crm/contacts/a%2Fb%3Fc", null);
        assertThat(LIVE.acme().lines()).containsExactly("GET /contacts/a%2Fb%3Fc");
        LIVE.acme().forget();
        for (String id : List.of("%2e%2e", "%2e", "..%2f..")) {
            LIVE.unified("GET", "crm/contacts/" + id, null);
            LIVE.unified("DELETE", "crm/contacts/" + id, null);
        }
        assertThat(LIVE.acme().lines())
                .allSatisfy(line -> assertThat(line).doesNotMatch(".*/\\.{1,2}(/.*|$)"));
    }

    @Test
    void a_method_that_the_provider_does_not_have_is_not_supported() {
        Answer answer = LIVE.unified("GET", "crm/users/1", null);
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.code()).isEqualTo("method_not_supported");
        assertThat(answer.text()).contains("it has list");
    }

    @Test
    void a_remote_query_goes_to_the_provider_as_it_is() {
        LIVE.acme().on("GET /deals/1", asked -> Acme.ok(Map.of("id", 1)));
        Answer got = LIVE.unified("GET", "crm/opportunities/1?remote_query[view%20of]=a%26b", null);
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(LIVE.acme().lines()).containsExactly("GET /deals/1?view+of=a%26b");
    }
}
