package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.budget.Lane;
import dev.tributary.dialect.Operator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A search that reaches only four records a time, over more than that. */
class SearchWindowTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Answers as a provider would that refuses positions past the fourth record. */
    private static List<Map<String, Object>> provider(int... seconds) {
        List<Map<String, Object>> store = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            store.add(record(i, seconds[i]));
        }
        LIVE.acme().on("POST /contacts/search", asked -> search(store, asked));
        return store;
    }

    private static Map<String, Object> record(int number, int second) {
        return new HashMap<>(
                Map.of("number", number, "modified", START.plusSeconds(second).toString()));
    }

    private static Acme.Reply search(List<Map<String, Object>> store, Acme.Asked asked) {
        Map<?, ?> body = (Map<?, ?>) asked.json();
        int from = body.get("after") == null ? 0 : Integer.parseInt(body.get("after").toString());
        int size = Integer.parseInt(body.get("limit").toString());
        if (from + size > 4) {
            return Acme.json(400, Map.of("ok", false, "reason", "past the window"));
        }
        String since =
                ((List<?>) body.get("where"))
                        .stream()
                                .map(filter -> ((Map<?, ?>) filter).get("value").toString())
                                .max(Comparator.naturalOrder())
                                .orElse("");
        boolean down =
                Boolean.TRUE.equals(
                        ((Map<?, ?>) ((List<?>) body.get("order")).getFirst()).get("down"));
        Comparator<Map<String, Object>> byChange =
                Comparator.comparing(record -> record.get("modified").toString());
        List<Map<String, Object>> found =
                store.stream()
                        .filter(record -> record.get("modified").toString().compareTo(since) >= 0)
                        .sorted(down ? byChange.reversed() : byChange)
                        .toList();
        int to = Math.min(found.size(), from + size);
        Map<String, Object> answer = new HashMap<>();
        answer.put("data", found.subList(Math.min(from, to), to));
        answer.put("next", to < found.size() ? to : null);
        return Acme.ok(answer);
    }

    private static List<String> walk(int pageSize) {
        Query all = Query.changedSince(START.toString());
        Query query = new Query(all.filters(), all.sort(), pageSize, null, Map.of());
        return walk(query);
    }

    private static List<String> walk(Query query) {
        List<String> ids = new ArrayList<>();
        LIVE.server()
                .calls
                .each(
                        LIVE.target("crm", "contacts"),
                        query,
                        Lane.BACKFILL,
                        page -> page.records().forEach(record -> ids.add(record.id())));
        return ids;
    }

    @Test
    void it_goes_on_by_value_without_losing_or_repeating_a_record() {
        provider(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        for (int pageSize = 1; pageSize <= 4; pageSize++) {
            assertThat(walk(pageSize))
                    .as("pages of " + pageSize)
                    .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        }
    }

    @Test
    void a_walk_over_everything_begins_with_a_token_that_outlives_it() {
        provider(1);
        LIVE.clock.advance(Duration.ofHours(24).minusMinutes(20));
        int before = LIVE.acme().tokens();
        Query query =
                new Query(
                        Query.changedSince(START.toString()).filters(),
                        List.of(),
                        4,
                        null,
                        Map.of());
        LIVE.server().calls.list(LIVE.target("crm", "contacts"), query, AcmeConnected.trace());
        assertThat(LIVE.acme().tokens()).as("twenty minutes do for a call").isEqualTo(before);
        walk(4);
        assertThat(LIVE.acme().tokens()).isEqualTo(before + 1);
    }

    @Test
    void a_new_window_begins_later_and_asks_no_more_than_the_first() {
        provider(1, 2, 3, 4, 5, 6);
        Map<String, Object> oneFilter = Map.of("post", "/contacts/search", "max_filters", 1);
        LIVE.override(Map.of("crm", Map.of("contacts", Map.of("search", oneFilter))));
        assertThat(walk(4)).containsExactly("0", "1", "2", "3", "4", "5");

        Query all = new Query(List.of(), Query.changedSince("").sort(), 4, null, Map.of());
        Query named =
                new Query(
                        List.of(new Query.Filter("last_name", Operator.EQ, "0")),
                        all.sort(),
                        4,
                        null,
                        Map.of());
        assertThat(walk(all)).hasSize(6);
        assertThatThrownBy(() -> walk(named))
                .hasMessageContaining("past 4 records one of them is on updated_at");
    }

    @Test
    void records_that_share_a_moment_at_the_cap_come_once_also_over_several_pages() {
        provider(1, 2, 2, 2, 5, 5, 5, 6, 7, 7);
        for (int pageSize = 1; pageSize <= 4; pageSize++) {
            assertThat(walk(pageSize))
                    .as("pages of " + pageSize)
                    .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        }
    }

    @Test
    void a_record_that_changes_again_during_the_walk_is_given_again() {
        List<Map<String, Object>> store = provider(1, 2, 3, 4, 5);
        List<String> ids = new ArrayList<>();
        LIVE.server()
                .calls
                .each(
                        LIVE.target("crm", "contacts"),
                        Query.changedSince(START.toString()),
                        Lane.BACKFILL,
                        page -> {
                            page.records().forEach(record -> ids.add(record.id()));
                            store.set(3, record(3, 9));
                        });
        assertThat(ids).containsExactly("0", "1", "2", "3", "4", "3");
    }

    @Test
    void more_records_of_one_moment_than_the_window_holds_are_said_to_be_too_many() {
        provider(1, 2, 2, 2, 2, 2, 3);
        assertThatThrownBy(() -> walk(2))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_INVALID))
                .hasMessageContaining("2026-01-01T00:00:02Z");
    }

    @Test
    void another_order_ends_at_the_cap_with_a_refusal_instead_of_a_loss() {
        provider(1, 2, 3, 4, 5);
        Query newestFirst =
                new Query(
                        List.of(), List.of(new Query.Sort("updated_at", true)), 4, null, Map.of());
        assertThatThrownBy(() -> walk(newestFirst))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UNSUPPORTED_FILTER))
                .hasMessageContaining("sort by updated_at");
    }

    @Test
    void without_an_order_the_oldest_change_is_asked_for_first() {
        provider(1);
        walk(
                new Query(
                        List.of(
                                new Query.Filter(
                                        "last_name", dev.tributary.dialect.Operator.EQ, "")),
                        List.of(),
                        4,
                        null,
                        Map.of()));
        assertThat(((Map<?, ?>) LIVE.acme().last().json()).get("order"))
                .isEqualTo(List.of(Map.of("field", "modified", "down", false)));
    }

    @Test
    void a_walk_that_goes_round_in_a_circle_is_stopped() {
        LIVE.acme()
                .on(
                        "GET /contacts",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                List.of(record(1, 1)),
                                                "next",
                                                asked.parameter("after").equals("a") ? "b" : "a")));
        assertThatThrownBy(() -> walk(Query.all()))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_INVALID))
                .hasMessageContaining("no progress");
        assertThat(LIVE.acme().lines()).hasSize(3);
    }
}
