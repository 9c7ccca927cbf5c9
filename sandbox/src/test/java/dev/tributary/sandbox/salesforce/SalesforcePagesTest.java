package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pages of queries, and what was changed or deleted in between. */
class SalesforcePagesTest {
    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
    }

    @AfterEach
    void close() {
        in.close();
    }

    private void accounts(int count) {
        List<Map<String, String>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Map.of("Name", "A" + i));
        }
        in.org.createAll("Account", all);
    }

    @Test
    void pages_have_2000_rows_or_the_size_that_was_asked_for() {
        accounts(2001);

        Wire.Answer first = in.query(client, "SELECT Id FROM Account");
        assertThat(first.json()).containsEntry("totalSize", 2001).containsEntry("done", false);
        assertThat(Json.asList(first.at("records")).orElseThrow()).hasSize(2000);
        String next = first.at("nextRecordsUrl") + "";
        assertThat(next).matches(LetIn.DATA + "/query/01g\\w{15}-2000");
        Wire.Answer last = client.get(next);
        assertThat(last.json())
                .containsEntry("totalSize", 2001)
                .containsEntry("done", true)
                .doesNotContainKey("nextRecordsUrl");
        assertThat(Json.asList(last.at("records")).orElseThrow()).hasSize(1);

        for (Map.Entry<String, Integer> size :
                Map.of("batchSize=500", 500, "batchSize=7", 200, "batchSize=9000", 2000)
                        .entrySet()) {
            Wire.Answer page =
                    in.query(
                            client.with("Sforce-Query-Options", size.getKey()),
                            "SELECT Id FROM Account");
            assertThat(Json.asList(page.at("records")).orElseThrow())
                    .as(size.getKey())
                    .hasSize(size.getValue());
        }
    }

    @Test
    void a_walk_sees_each_row_once_whatever_happens_meanwhile() {
        accounts(500);
        in.emulator.dials().set(SalesforceDial.QUERY_PAGE_MAX, 100);
        Set<String> seen = new HashSet<>();
        Wire.Answer page = in.query(client, "SELECT Id FROM Account ORDER BY Name");
        int rows = 0;
        while (true) {
            for (Object row : Json.asList(page.at("records")).orElseThrow()) {
                seen.add(Json.asObject(row).orElseThrow().get("Id") + "");
                rows++;
            }
            if (Boolean.TRUE.equals(page.at("done"))) {
                break;
            }
            in.org.create("Account", Map.of("Name", "A00 new"));
            page = client.get(page.at("nextRecordsUrl") + "");
        }

        assertThat(seen).hasSize(500);
        assertThat(rows).isEqualTo(500);
    }

    @Test
    void a_locator_lives_two_days() {
        accounts(250);
        in.emulator.dials().set(SalesforceDial.QUERY_PAGE_MAX, 200);
        in.emulator.dials().set(SalesforceDial.TOKEN_LIFE_SECONDS, 86_400);
        String next = in.query(client, "SELECT Id FROM Account").at("nextRecordsUrl") + "";

        in.clock.pass(Duration.ofHours(47));
        assertThat(in.client().get(next).status()).isEqualTo(200);
        in.clock.pass(Duration.ofHours(1));
        Wire.Answer late = in.client().get(next);

        assertThat(late.status()).isEqualTo(400);
        assertThat(late.at(0, "errorCode")).isEqualTo("INVALID_QUERY_LOCATOR");
        assertThat(in.client().get(LetIn.DATA + "/query/01gnonsense-200").status()).isEqualTo(400);
    }

    @Test
    void so_many_queries_can_be_paged_at_once() {
        accounts(250);
        in.emulator.dials().set(SalesforceDial.QUERY_PAGE_MAX, 200);
        String first = in.query(client, "SELECT Id FROM Account").at("nextRecordsUrl") + "";
        for (int i = 0; i < 49; i++) {
            in.query(client, "SELECT Id FROM Account");
        }
        assertThat(client.get(first).status()).isEqualTo(200);

        in.emulator.dials().set(SalesforceDial.OPEN_LOCATORS_MAX, 1);
        in.query(client, "SELECT Id FROM Account");
        assertThat(client.get(first).at(0, "errorCode")).isEqualTo("INVALID_QUERY_LOCATOR");
    }

    private Wire.Answer window(String what, String start, String end) {
        return client.get(
                LetIn.DATA
                        + "/sobjects/Account/"
                        + what
                        + "?"
                        + Wire.encode(Map.of("start", start, "end", end)));
    }

    @Test
    void changed_and_deleted_records_are_listed_by_minutes() {
        String stays = in.org.create("Account", Map.of("Name", "stays")).id();
        String goes = in.org.create("Account", Map.of("Name", "goes")).id();
        in.clock.pass(Duration.ofMinutes(10));
        in.org.delete(goes);
        in.clock.pass(Duration.ofMinutes(10));

        Wire.Answer updated =
                window("updated", "2026-03-02T09:59:00+00:00", "2026-03-02T10:05:00Z");
        assertThat(updated.json())
                .containsEntry("ids", List.of(stays))
                .containsEntry("latestDateCovered", "2026-03-02T10:05:00.000+0000");
        assertThat(window("updated", "2026-03-02T10:01:00Z", "2026-03-02T10:05:00Z").at("ids"))
                .isEqualTo(List.of());
        Wire.Answer deleted = window("deleted", "2026-03-02T10:05:00Z", "2026-03-02T11:00:00Z");
        assertThat(deleted.at("deletedRecords"))
                .isEqualTo(
                        List.of(Map.of("id", goes, "deletedDate", "2026-03-02T10:10:00.000+0000")));
        assertThat(deleted.at("latestDateCovered"))
                .as("not beyond now")
                .isEqualTo("2026-03-02T10:20:00.000+0000");
    }

    @Test
    void windows_have_bounds() {
        for (Wire.Answer refused :
                List.of(
                        window("updated", "2026-03-02T10:00:00Z", "2026-03-02T10:00:59Z"),
                        window("deleted", "2026-03-02T10:00:00Z", "2026-03-02T09:00:00Z"),
                        window("updated", "2026-01-30T10:00:00Z", "2026-03-02T09:00:00Z"),
                        window("updated", "yesterday", "2026-03-02T09:00:00Z"),
                        client.get(LetIn.DATA + "/sobjects/Account/updated"))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.at(0, "errorCode")).isEqualTo("INVALID_REPLICATION_DATE");
        }
        in.emulator.dials().set(SalesforceDial.REPLICATION_DAYS, 60);
        assertThat(window("updated", "2026-01-30T10:00:00Z", "2026-03-02T09:00:00Z").status())
                .isEqualTo(200);
    }

    @Test
    void twenty_thousand_records_are_walked_by_stamp_and_id_in_no_time() {
        for (int i = 0; i < 20; i++) {
            accounts(1000);
            in.clock.pass(Duration.ofSeconds(1));
        }
        long start = System.nanoTime();
        Set<String> seen = new HashSet<>();
        String after = "";
        while (true) {
            Wire.Answer page =
                    in.query(
                            client,
                            "SELECT Id, SystemModstamp FROM Account %s ORDER BY SystemModstamp, Id LIMIT 1000"
                                    .formatted(after));
            List<?> rows = Json.asList(page.at("records")).orElseThrow();
            if (rows.isEmpty()) {
                break;
            }
            for (Object row : rows) {
                seen.add(Json.asObject(row).orElseThrow().get("Id") + "");
            }
            Map<String, ?> last = Json.asObject(rows.getLast()).orElseThrow();
            after =
                    "WHERE SystemModstamp > %s OR (SystemModstamp = %s AND Id > '%s')"
                            .formatted(
                                    last.get("SystemModstamp"),
                                    last.get("SystemModstamp"),
                                    last.get("Id"));
        }

        assertThat(seen).hasSize(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
