package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

/** An account whose customer is at the consent page, and has not come back yet. */
class NotConnectedTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private String account;

    @BeforeEach
    @SuppressWarnings("unchecked")
    void link() {
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "accounts",
                                Map.of(
                                        "actions",
                                        Map.of("wave", Map.of("post", "/companies/{id}/wave"))))));
        Map<String, Object> link = Map.of("provider", "acme", "tenant_id", "late");
        Answer token = LIVE.server().send("POST", "/link-tokens", LIVE.key(), link);
        LIVE.server().send("POST", token.json().get("url").toString(), "", null);
        Answer list =
                LIVE.server().send("GET", "/integrated-accounts?tenant_id=late", LIVE.key(), null);
        Map<String, Object> found =
                ((List<Map<String, Object>>) list.json().get("result")).getFirst();
        assertThat(found).containsEntry("status", "connecting");
        account = found.get("id").toString();
    }

    private Answer ask(String method, String path, Object body) {
        String mark = path.contains("?") ? "&" : "?";
        return LIVE.server()
                .send(method, path + mark + "integrated_account_id=" + account, LIVE.key(), body);
    }

    @Test
    void everything_that_needs_its_provider_says_how_to_connect_it() {
        Map<String, Object> body = Map.of("name", "Acme");
        for (Answer refused :
                List.of(
                        ask("GET", "/unified/crm/accounts", null),
                        ask("GET", "/unified/crm/accounts/7", null),
                        ask("POST", "/unified/crm/accounts", body),
                        ask("POST", "/unified/crm/accounts?dry_run=true", body),
                        ask("DELETE", "/unified/crm/accounts/7?dry_run=true", null),
                        ask("POST", "/unified/crm/accounts/7:wave?dry_run=true", body),
                        ask("GET", "/proxy/" + account + "/companies", null))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("needs_reauth");
            assertThat(refused.text()).contains("it is not connected yet", "/link-tokens", "late");
        }
        assertThat(LIVE.acme().lines()).isEmpty();
    }
}
