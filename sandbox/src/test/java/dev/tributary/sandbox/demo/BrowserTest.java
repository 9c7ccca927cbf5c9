package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.gusto.GustoEmulator;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;

/** The demo agrees on the emulated providers' own pages. */
class BrowserTest {
    private HttpServer app;
    private String callback = "";

    @BeforeEach
    void serve() throws IOException {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext(
                "/callback",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        app.start();
        callback = "http://127.0.0.1:" + app.getAddress().getPort() + "/callback";
    }

    @AfterEach
    void stop() {
        app.stop(0);
    }

    @Test
    void agreeing_at_the_crm_leads_back_with_a_code_and_the_state() {
        try (HubSpotEmulator hubSpot = HubSpotEmulator.start(Options.defaults())) {
            var registered = hubSpot.apps().create(Set.of(callback), Set.of("oauth"));

            Browser.Page last =
                    new Browser().agree(page(hubSpot.address(), registered.clientId(), "oauth"));

            assertThat(last.address().toString()).startsWith(callback);
            assertThat(last.address().getQuery()).contains("code=").contains("state=st4te");
        }
    }

    @Test
    void agreeing_at_the_payroll_leads_back_with_a_code_and_the_state() {
        try (GustoEmulator gusto = GustoEmulator.start(Options.defaults())) {
            var registered = gusto.apps().create(Set.of(callback), Set.of("public"));

            Browser.Page last =
                    new Browser().agree(page(gusto.address(), registered.clientId(), "public"));

            assertThat(last.address().getQuery()).contains("code=").contains("state=st4te");
        }
    }

    @Test
    void a_page_that_refuses_is_shown() {
        try (HubSpotEmulator hubSpot = HubSpotEmulator.start(Options.defaults())) {
            assertThatThrownBy(
                            () -> new Browser().agree(page(hubSpot.address(), "nobody", "oauth")))
                    .hasMessageContaining("answered 400")
                    .hasMessageContaining("client_id names no app");
        }
    }

    private URI page(URI provider, String clientId, String scope) {
        return provider.resolve(
                "/oauth/authorize?response_type=code&state=st4te&client_id=%s&scope=%s&redirect_uri=%s"
                        .formatted(clientId, scope, callback));
    }
}
