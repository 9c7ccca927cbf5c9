package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code Idempotency-Key} on unified writes: one key, one write. */
class IdempotencyTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final Map<String, Object> ADA = Map.of("first_name", "Ada");
    private final AtomicInteger written = new AtomicInteger();
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void desks() {
        LIVE.acme()
                .on(
                        "POST /contacts",
                        asked -> Acme.json(201, Map.of("number", written.incrementAndGet())))
                .on("GET /contacts/1", asked -> Acme.ok(Map.of("number", 1, "first", "Ada")));
    }

    private Answer create(Object body) {
        return LIVE.unified("POST", "crm/contacts", body, "idempotency-key", key);
    }

    @Test
    void the_same_key_gets_the_same_answer_and_writes_nothing_again() {
        Answer first = create(ADA);
        LiveServer other = LIVE.anotherServer();
        try {
            Answer again = LIVE.unified(other, "POST", "crm/contacts", ADA, "idempotency-key", key);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.header("idempotency-replayed")).isEqualTo("true");
            assertThat(again.header("ratelimit-limit")).isEmpty();
        } finally {
            other.close();
        }
        assertThat(written).hasValue(1);
    }

    @Test
    void the_same_key_with_another_body_is_a_mismatch() {
        create(ADA);
        Answer other = create(Map.of("first_name", "Grace"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("idempotency_mismatch");
        assertThat(written).hasValue(1);
    }

    @Test
    void keys_of_different_environments_are_different() {
        create(ADA);
        LiveServer server = LIVE.server();
        String other = server.key(server.environment("other"), "*");
        server.use(LIVE.acme(), other, Map.of());
        String account = server.connect(other, "tenant-of-other");
        Answer theirs =
                server.send(
                        "POST",
                        "/unified/crm/contacts?integrated_account_id=" + account,
                        other,
                        Map.of("first_name", "Grace"),
                        "idempotency-key",
                        key);
        assertThat(theirs.code()).isNotEqualTo("idempotency_mismatch");
        assertThat(written).hasValue(2);
    }

    @Test
    void a_lost_reply_is_unknown_and_never_sent_again() {
        LIVE.acme()
                .on(
                        "POST /contacts",
                        asked -> {
                            written.incrementAndGet();
                            return new Acme.Reply.Cut();
                        });
        Answer lost = create(ADA);
        assertThat(lost.status()).isEqualTo(502);
        assertThat(lost.json()).containsEntry("outcome", "unknown");
        saysToLookFirst(lost);
        Answer again = create(ADA);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("write_unknown");
        assertThat(again.json()).containsEntry("retryable", false);
        assertThat(written).hasValue(1);
    }

    @Test
    void a_provider_that_fails_while_writing_leaves_the_outcome_unknown() {
        LIVE.acme().on("POST /contacts", asked -> Acme.html(502, "<h1>Bad gateway</h1>"));
        Answer failed = create(ADA);
        assertThat(failed.json()).containsEntry("outcome", "unknown");
        saysToLookFirst(failed);
        assertThat(create(ADA).code()).isEqualTo("write_unknown");
    }

    @Test
    void a_write_without_a_key_whose_outcome_is_unknown_is_not_called_repeatable_either() {
        LIVE.acme()
                .on("POST /contacts", asked -> Acme.json(503, Map.of("reason", "busy")))
                .on("PATCH /contacts/1", asked -> new Acme.Reply.Cut())
                .on("POST /notes", asked -> new Acme.Reply.Cut());
        saysToLookFirst(LIVE.unified("POST", "crm/contacts", ADA));
        saysToLookFirst(LIVE.unified("PATCH", "crm/contacts/1", ADA));
        String proxy = "/proxy/" + LIVE.account() + "/notes";
        saysToLookFirst(LIVE.server().send("POST", proxy, LIVE.key(), ADA));
        LIVE.acme().on("GET /contacts/1", asked -> Acme.json(503, Map.of("reason", "busy")));
        assertThat(LIVE.unified("GET", "crm/contacts/1", null).json())
                .containsEntry("retryable", true);
    }

    private static void saysToLookFirst(Answer failed) {
        assertThat(failed.json()).as(failed.text()).containsEntry("retryable", false);
        assertThat(failed.json().get("advice").toString())
                .contains("look for the record before you write again", "a new one")
                .doesNotContain("Try again");
    }

    @Test
    void a_write_that_cannot_be_read_back_keeps_its_key() {
        LIVE.acme().on("GET /contacts/1", asked -> Acme.json(429, Map.of()));
        Answer first = create(ADA);
        assertThat(first.status()).isEqualTo(409);
        assertThat(first.json().get("advice").toString()).contains("do not write again");
        assertThat(first.json())
                .containsEntry("code", "write_unknown")
                .containsEntry("outcome", "written")
                .containsEntry("id", "1");
        LIVE.acme().on("GET /contacts/1", asked -> Acme.ok(Map.of("number", 1)));
        assertThat(create(ADA).code()).isEqualTo("write_unknown");
        assertThat(written).hasValue(1);
    }

    @Test
    void a_refused_write_may_be_tried_again_with_its_key() {
        LIVE.acme().next(Acme.ok(Map.of("fields", java.util.List.of())));
        LIVE.acme().next(Acme.json(429, Map.of()).with("retry-after", "0"));
        assertThat(create(ADA).status()).isEqualTo(429);
        assertThat(create(ADA).status()).isEqualTo(201);
        assertThat(written).hasValue(1);
    }

    @Test
    void what_failed_before_anything_was_sent_may_be_tried_again() {
        LIVE.acme().next(new Acme.Reply.Cut());
        assertThat(create(ADA).json())
                .containsEntry("code", "upstream_error")
                .doesNotContainKey("outcome");
        assertThat(create(ADA).status()).isEqualTo(201);
    }

    @Test
    void a_dry_run_does_not_use_the_key_up() {
        LIVE.unified("POST", "crm/contacts?dry_run=true", ADA, "idempotency-key", key);
        assertThat(create(ADA).status()).isEqualTo(201);
    }

    @Test
    void a_key_is_1_to_255_characters() {
        Answer refused =
                LIVE.unified("POST", "crm/contacts", ADA, "idempotency-key", "x".repeat(256));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(written).hasValue(0);
    }
}
