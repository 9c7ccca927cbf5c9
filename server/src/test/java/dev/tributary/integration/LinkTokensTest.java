package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;
import dev.tributary.integration.TestServer.Answer;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Map;

class LinkTokensTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static int count;
    private final SettableClock clock = SettableClock.at("2017-03-01T00:00:00Z");
    @AutoClose private final StrictOAuth oauth = new StrictOAuth();
    private final AcmeConnector acme = new AcmeConnector(oauth.url());
    @AutoClose private final TestServer server = new TestServer(DB.get(), clock, acme);
    private final String key = server.environmentKey("links" + count++);

    private String linkUrl() {
        return server.link(key, "tenant-1").text("url");
    }

    private Answer open(String url) {
        return server.send("GET", url, null, null);
    }

    @Test
    void a_link_for_an_account_must_name_its_tenant() {
        var account = server.connect(key, "tenant-1");
        Answer link =
                server.send(
                        "POST",
                        "/link-tokens",
                        key,
                        Map.of(
                                "provider", "acme",
                                "tenant_id", "tenant-2",
                                "integrated_account_id", account.get("id")));
        assertThat(link.status()).isEqualTo(400);
        assertThat(link.text("detail")).contains("tenant-1");
    }

    @Test
    void a_link_works_once() {
        String url = linkUrl();
        String back = server.throughConsent(url);
        assertThat(open(back).status()).isEqualTo(200);
        assertThat(open(back).status()).isEqualTo(410);
        assertThat(open(url).status()).isEqualTo(410);
        assertThat(open(url).text()).contains("This link has been used");
        assertThat(server.send("POST", url, null, null).status()).isEqualTo(410);
    }

    @Test
    void a_link_works_for_an_hour() {
        String url = linkUrl();
        clock.advance(Duration.ofMinutes(59));
        assertThat(open(url).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(open(url).status()).isEqualTo(410);
        assertThat(open(url).text()).contains("expired").contains("Ask for a new one");
    }

    @Test
    void a_link_that_never_was_is_not_found() {
        assertThat(open("/connect/trb_link_nonsense").status()).isEqualTo(404);
        assertThat(open("/connect/trb_link_nonsense").text())
                .contains("<h1>This did not work</h1>");
    }

    @Test
    void a_state_that_never_was_is_not_found() {
        assertThat(open("/connect/callback?state=x&code=y").status()).isEqualTo(404);
        assertThat(open("/connect/callback?code=y").status()).isEqualTo(400);
    }

    @Test
    void a_consent_that_takes_too_long_is_gone_but_the_link_is_not() {
        String url = linkUrl();
        String back = server.throughConsent(url);
        clock.advance(Duration.ofMinutes(30));
        assertThat(open(back).status()).isEqualTo(410);
        assertThat(open(server.throughConsent(url)).status()).isEqualTo(200);
    }

    @Test
    void another_browser_cannot_finish_what_one_began() {
        String back = server.throughConsent(linkUrl());
        server.newBrowser();
        Answer stolen = open(back);
        assertThat(stolen.status()).isEqualTo(403);
        assertThat(stolen.text()).contains("another browser");
        assertThat(server.account(key, "tenant-1")).containsEntry("status", "connecting");
    }

    @Test
    void beginning_again_ends_the_earlier_attempt() {
        String url = linkUrl();
        String earlier = server.throughConsent(url);
        String later = server.throughConsent(url);
        assertThat(open(earlier).status()).isEqualTo(404);
        assertThat(open(later).status()).isEqualTo(200);
    }
}
