package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The customer's admin: agrees on the connect pages, and again when Tributary says that it needs a
 * new authorisation. That happens when the server is killed while it changes a single-use refresh
 * token for the next: nobody can know whether the provider still takes the old one.
 */
final class CustomerAdmin implements AutoCloseable {
    private static final String TENANT = "demo-company";
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Api api;
    private final AtomicInteger connectedAgain = new AtomicInteger();
    private @Nullable Thread watcher;

    CustomerAdmin(Api api) {
        this.api = api;
    }

    /**
     * @return the id of the integrated account
     */
    String connect(String provider) {
        Browser.Page last = agree(provider, Optional.empty());
        return api
                .list("/integrated-accounts?provider=" + provider + "&tenant_id=" + TENANT)
                .stream()
                .filter(account -> account.path("status").asString().equals("active"))
                .map(account -> account.path("id").asString())
                .findFirst()
                .orElseThrow(
                        () ->
                                new DemoFailure(
                                        "%s is not connected; the last page was %s:%n%s"
                                                .formatted(provider, last.address(), last.html())));
    }

    /** From now on looks after the accounts, in a thread of its own. */
    void lookAfter(List<String> accounts) {
        watcher = Thread.ofVirtual().name("customer-admin").start(() -> watch(accounts));
    }

    int connectedAgain() {
        return connectedAgain.get();
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.interrupt();
        }
    }

    private void watch(List<String> accounts) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Patience.pause(STEP);
                accounts.forEach(this::connectAgainIfAsked);
            } catch (DemoFailure | Api.Refused later) {
                // The server may be killed under the admin's hands too: the next look finds out.
            }
        }
    }

    private void connectAgainIfAsked(String id) {
        JsonNode account = api.get("/integrated-accounts/" + id);
        if (account.path("status").asString().equals("needs_reauth")) {
            agree(account.path("provider").asString(), Optional.of(id));
            connectedAgain.incrementAndGet();
        }
    }

    private Browser.Page agree(String provider, Optional<String> account) {
        var wanted = Json.of("provider", provider, "tenant_id", TENANT);
        account.ifPresent(id -> wanted.put("integrated_account_id", id));
        JsonNode link = api.post("/link-tokens", wanted);
        return new Browser().agree(URI.create(link.path("url").asString()));
    }
}
