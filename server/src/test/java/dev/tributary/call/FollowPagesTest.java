package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.budget.Lane;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Lists without an end: a provider that has ever more pages is left, and it is said why. */
class FollowPagesTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private final AtomicInteger pages = new AtomicInteger();

    private void endless(String path) {
        LIVE.acme()
                .on(
                        "GET " + path,
                        asked -> {
                            int page = pages.incrementAndGet();
                            List<Object> one = List.of(Map.of("number", page));
                            return Acme.ok(Map.of("data", one, "next", "page " + page));
                        });
    }

    private void listsTeamsFirst() {
        Map<String, Object> teams =
                Map.of(
                        "get", "/teams",
                        "items", "=data",
                        "paging",
                                Map.of(
                                        "cursor",
                                        Map.of("send", "after", "next", "=next", "max", 100)));
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "contacts",
                                Map.of(
                                        "list",
                                        Map.of("before", List.of(Map.of("teams", teams)))))));
    }

    @Test
    void a_walk_over_records_that_never_ends_is_stopped_after_so_many_pages() {
        endless("/contacts");
        AtomicInteger taken = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                LIVE.server()
                                        .calls
                                        .each(
                                                LIVE.target("crm", "contacts"),
                                                Query.all(),
                                                Lane.BACKFILL,
                                                page -> taken.addAndGet(page.records().size())))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_INVALID))
                .hasMessage(
                        "the walk over crm/contacts of %s was stopped after %d pages"
                                        .formatted(LIVE.account(), LiveServer.PAGES_MAX)
                                + " (call.pages_max): it may have no end");
        assertThat(pages).hasValue(LiveServer.PAGES_MAX);
        assertThat(taken).hasValue(LiveServer.PAGES_MAX);
    }

    @Test
    void a_step_whose_pages_never_end_is_stopped_too_and_the_caller_is_told() {
        listsTeamsFirst();
        endless("/teams");
        LiveServer.Answer answer = LIVE.unified("GET", "crm/contacts", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("upstream_invalid");
        assertThat(answer.json())
                .containsEntry("step", "teams")
                .containsEntry(
                        "detail",
                        "the step teams: the walk over teams of Acme was stopped after %d pages"
                                        .formatted(LiveServer.PAGES_MAX)
                                + " (call.pages_max): it may have no end");
        assertThat(pages).hasValue(LiveServer.PAGES_MAX);
    }

    @Test
    void a_step_that_comes_back_to_where_it_was_is_stopped_there() {
        listsTeamsFirst();
        LIVE.acme().on("GET /teams", asked -> Acme.ok(Map.of("data", List.of(), "next", "b")));
        assertThat(LIVE.unified("GET", "crm/contacts", null).text())
                .contains("makes no progress: it came to the position \\\"b\\\" twice");
    }
}
