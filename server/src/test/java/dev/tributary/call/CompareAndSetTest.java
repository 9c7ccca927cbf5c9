package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.CompareAndSet.Cell;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.call.CompareAndSet.Write;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class CompareAndSetTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final List<Map<String, Object>> ERRORS =
            List.of(
                    Map.of("when", "=body.why = 'stale'", "is", "conflict", "message", "=body.why"),
                    Map.of("when", "=body.why = 'done'", "is", "closed", "message", "=body.why"),
                    Map.of("when", "=status = 429", "is", "budget"),
                    Map.of("when", "=status = 409", "is", "transient", "message", "=body.why"));

    private static CompareAndSet cas() {
        return LIVE.server().calls.compareAndSet();
    }

    private static Target target() {
        return LIVE.target("hris", "payroll_inputs");
    }

    private static Map<String, Object> row(String who) {
        return Map.of("employee", Map.of("id", who));
    }

    private static Outcome send(String... amounts) {
        return cas().send(
                        target(),
                        "s-1",
                        List.of(amounts).stream()
                                .map(a -> new Write(row("e-" + a), "v1", new BigDecimal(a)))
                                .toList());
    }

    private static Outcome answered(Acme.Reply reply) {
        LIVE.override(Map.of("errors", ERRORS));
        LIVE.acme().next(reply);
        return send("12.50");
    }

    @Test
    void the_open_destination_is_found_or_there_is_none() {
        LIVE.acme()
                .on(
                        "GET /sheets",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                List.of(
                                                        Map.of("id", "s-0", "open", false),
                                                        Map.of("id", "s-1", "open", true)))));
        assertThat(cas().findDestination(target())).contains("s-1");
        LIVE.acme().on("GET /sheets", asked -> Acme.ok(Map.of("data", List.of())));
        assertThat(cas().findDestination(target())).isEmpty();
    }

    @Test
    void cells_are_seen_to_the_last_digit_with_their_version_or_why_they_cannot_be_written() {
        LIVE.acme()
                .on(
                        "POST /sheets/s-1/read",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                List.of(
                                                        Map.of(
                                                                "who", "e-1",
                                                                "amount", "1234567890123456789.10",
                                                                "version", "v7")))));
        List<Cell> cells = cas().observe(target(), "s-1", List.of(row("e-1"), row("e-2"))).cells();
        assertThat(cells.get(0).seen()).isEqualTo(new BigDecimal("1234567890123456789.10"));
        assertThat(cells.get(0).version()).isEqualTo("v7");
        assertThat(cells.get(0).refused()).isNull();
        assertThat(cells.get(1).seen()).isNull();
        assertThat(cells.get(1).refused()).isEqualTo("no such cell");
        assertThat(LIVE.acme().last().json()).isEqualTo(Map.of("who", List.of("e-1", "e-2")));
    }

    @Test
    void what_is_held_counts_only_once_it_is_final() {
        LIVE.acme()
                .on("GET /sheets/s-1", asked -> Acme.ok(Map.of("processed", false)))
                .on(
                        "POST /sheets/s-1/read",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                List.of(Map.of("who", "e-1", "amount", "5.00")))));
        assertThat(cas().held(target(), "s-1", List.of(row("e-1"))).cells()).isEmpty();
        LIVE.acme().on("GET /sheets/s-1", asked -> Acme.ok(Map.of("processed", true)));
        CompareAndSet.Held held = cas().held(target(), "s-1", List.of(row("e-1"), row("e-2")));
        assertThat(held.processed()).isTrue();
        assertThat(held.cells())
                .extracting(Cell::seen)
                .containsExactly(new BigDecimal("5.00"), null);
    }

    @Test
    void all_rows_go_in_one_call_with_their_versions() {
        LIVE.acme().on("PUT /sheets/s-1", asked -> Acme.ok(Map.of()));
        assertThat(send("0.10", "1000000.00")).isEqualTo(new Outcome.Confirmed());
        assertThat(LIVE.acme().lines()).containsExactly("PUT /sheets/s-1");
        assertThat(LIVE.acme().last().text())
                .isEqualTo(
                        "{\"cells\":[{\"who\":\"e-0.10\",\"version\":\"v1\",\"amount\":\"0.10\"},"
                            + "{\"who\":\"e-1000000.00\",\"version\":\"v1\",\"amount\":\"1000000.00\"}]}");
    }

    @Test
    void a_stale_version_is_told_by_the_body_whatever_the_status() {
        assertThat(answered(Acme.json(422, Map.of("why", "stale"))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(answered(Acme.json(409, Map.of("why", "stale"))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(answered(Acme.ok(Map.of("why", "stale")))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void a_409_that_is_no_stale_version_leaves_it_open() {
        assertThat(answered(Acme.json(409, Map.of("why", "locked"))))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_destination_that_takes_no_more_is_closed() {
        assertThat(answered(Acme.json(422, Map.of("why", "done"))))
                .isInstanceOf(Outcome.Closed.class);
    }

    @Test
    void an_amount_that_the_provider_does_not_take_is_rejected() {
        assertThat(answered(Acme.json(422, Map.of("why", "odd"))))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(answered(Acme.json(404, Map.of()))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void a_lost_reply_and_every_answer_that_says_nothing_are_unknown() {
        assertThat(answered(new Acme.Reply.Cut())).isInstanceOf(Outcome.Unknown.class);
        assertThat(answered(Acme.json(500, Map.of()))).isInstanceOf(Outcome.Unknown.class);
        assertThat(answered(Acme.html(200, "<p>hm</p>"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(answered(Acme.html(502, "<p>hm</p>"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(LIVE.acme().lines()).hasSize(4);
    }

    @Test
    void a_reply_that_does_not_come_in_time_is_unknown() {
        LIVE.override(Map.of("http", Map.of("timeout", "300ms")));
        LIVE.acme().next(new Acme.Reply.Hang());
        assertThat(send("1.00")).isInstanceOf(Outcome.Unknown.class);
        assertThat(LIVE.acme().lines()).hasSize(1);
    }

    @Test
    void a_429_did_nothing_and_is_repeated() {
        LIVE.acme().on("PUT /sheets/s-1", asked -> Acme.ok(Map.of()));
        assertThat(answered(Acme.json(429, Map.of()).with("retry-after", "0.1")))
                .isEqualTo(new Outcome.Confirmed());
        assertThat(LIVE.acme().lines()).hasSize(2);
    }

    @Test
    void amounts_below_zero_are_not_sent() {
        assertThat(cas().refusesNegative(target())).isTrue();
        assertThat(send("5.00", "-0.01")).isInstanceOf(Outcome.Rejected.class);
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void more_rows_than_one_call_takes_are_a_mistake_of_ours() {
        assertThat(cas().max(target())).isEqualTo(2);
        assertThatThrownBy(() -> send("1", "2", "3")).isInstanceOf(IllegalArgumentException.class);
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_resource_that_declares_no_way_to_write_says_so() {
        assertThatThrownBy(() -> cas().max(LIVE.target("crm", "contacts")))
                .isInstanceOfSatisfying(
                        Failure.class,
                        f -> assertThat(f.code()).isEqualTo(Code.METHOD_NOT_SUPPORTED));
    }
}
