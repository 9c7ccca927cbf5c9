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

class GetManyTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    private static Many ask(String... ids) {
        return LIVE.server()
                .calls
                .getMany(LIVE.target("crm", "contacts"), List.of(ids), Lane.WEBHOOK);
    }

    /** Answers a batch with those of the ids that it has, partly, as 207. */
    private static void has(Map<String, Object> records) {
        LIVE.acme()
                .on(
                        "POST /contacts/batch",
                        asked -> {
                            List<?> ids = (List<?>) ((Map<?, ?>) asked.json()).get("ids");
                            return Acme.json(
                                    207,
                                    Map.of(
                                            "data",
                                            ids.stream()
                                                    .filter(records::containsKey)
                                                    .map(id -> records.get(id.toString()))
                                                    .toList()));
                        });
    }

    @Test
    void ids_go_in_batches_no_larger_than_the_provider_takes() {
        has(Map.of("1", Map.of("number", 1), "2", Map.of("number", 2), "3", Map.of("number", 3)));
        Many many = ask("1", "2", "3", "2");
        assertThat(many.found()).containsOnlyKeys("1", "2", "3");
        assertThat(many.missing()).isEmpty();
        assertThat(LIVE.acme().asked().stream().filter(a -> a.method().equals("POST")))
                .extracting(asked -> ((Map<?, ?>) asked.json()).get("ids").toString())
                .containsExactly("[1, 2]", "[3]");
    }

    @Test
    void an_id_that_a_batch_leaves_out_is_missing_only_after_a_single_404() {
        has(Map.of("1", Map.of("number", 1)));
        LIVE.acme().on("GET /contacts/3", asked -> Acme.ok(Map.of("number", 3)));
        Many many = ask("1", "2", "3");
        assertThat(many.found()).containsOnlyKeys("1", "3");
        assertThat(many.missing()).containsExactly("2");
        assertThat(LIVE.acme().lines())
                .containsExactly(
                        "POST /contacts/batch",
                        "POST /contacts/batch",
                        "GET /contacts/2",
                        "GET /contacts/3");
    }

    @Test
    void a_failure_that_is_no_404_makes_nothing_missing() {
        has(Map.of());
        LIVE.acme().on("GET /contacts/1", asked -> Acme.json(500, Map.of()));
        assertThatThrownBy(() -> ask("1"))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.UPSTREAM_ERROR));
    }

    @Test
    void a_record_that_cannot_be_mapped_fails_alone_under_its_own_id() {
        has(
                Map.of(
                        "1", Map.of("number", 1),
                        "2", Map.of("number", 2, "modified", "yesterday")));
        Many many = ask("1", "2");
        assertThat(many.found()).containsOnlyKeys("1");
        assertThat(many.missing()).isEmpty();
        assertThat(many.failed()).containsOnlyKeys("2");
        assertThat(many.failed().get("2").code()).isEqualTo(Code.MAPPING_FAILED);
        assertThat(many.failed().get("2")).hasMessageContaining("updated_at");
    }

    @Test
    void a_record_that_nobody_asked_for_is_not_taken() {
        LIVE.acme()
                .on(
                        "POST /contacts/batch",
                        asked ->
                                Acme.ok(
                                        Map.of(
                                                "data",
                                                List.of(
                                                        Map.of("number", 1),
                                                        Map.of("number", 99)))));
        assertThat(ask("1").found()).containsOnlyKeys("1");
    }

    @Test
    void without_a_batch_method_each_is_read_by_itself() {
        LIVE.acme().on("GET /deals/1", asked -> Acme.ok(Map.of("id", 1)));
        Many many =
                LIVE.server()
                        .calls
                        .getMany(
                                LIVE.target("crm", "opportunities"),
                                List.of("1", "2"),
                                Lane.WEBHOOK);
        assertThat(many.found()).containsOnlyKeys("1");
        assertThat(many.missing()).containsExactly("2");
    }
}
