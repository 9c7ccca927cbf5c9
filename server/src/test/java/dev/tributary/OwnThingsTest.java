package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The owner of an environment does everything that the API's document lists to the things in it,
 * with the requests with which {@link CrossingTest} tries to get at them.
 */
class OwnThingsTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private static LiveApp app;
    private static Tenant a;
    private static Tenant other;
    private static final Map<Operation, LiveApp.Answer> answers = new LinkedHashMap<>();

    @BeforeAll
    static void do_it_all() throws Exception {
        app = new LiveApp(DB);
        a = Tenant.planted(app, DB.get(), "cheetah");
        other = Tenant.planted(app, DB.get(), "dolphin");
        DB.empty("recheck", "stale_period"); // so that a period can be closed
        List<Operation> operations = new ArrayList<>(app.operations());
        operations.removeIf(Operation::open);
        operations.sort(Comparator.comparing(OwnThingsTest::turn));
        for (Operation operation : operations) {
            Operation.Filled request = operation.filled(a);
            String key = operation.scope().equals(Operation.ADMIN) ? LiveApp.ADMIN : a.key;
            if (operation.path().contains(":close")) {
                DB.empty("recheck", "stale_period");
            }
            answers.put(
                    operation, app.send(operation.method(), request.path(), key, request.body()));
        }
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    /** Look, change, take away: the account that much hangs on goes last. */
    private static int turn(Operation operation) {
        if (operation.path().equals("/integrated-accounts/{id}")) {
            return operation.method().equals("DELETE") ? 4 : 1;
        }
        return switch (operation.method()) {
            case "GET" -> 0;
            case "DELETE" -> operation.path().startsWith("/environments") ? 5 : 3;
            default -> 2;
        };
    }

    /** What programs do with their customers' data all day is counted, and not in the audit log. */
    private static final Set<String> TRAFFIC = Set.of("/unified/", "/proxy/", "/batch");

    /** Acts that this test cannot make succeed; the tests named do, and look for the row. */
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "POST /payout-runs/{id}:settle",
                    "MoneyApiTest",
                    "POST /overrides/{provider}:rollout",
                    "RolloutTest",
                    "POST /platform/overrides/{provider}:rollout",
                    "RolloutTest");

    @Test
    void what_is_refused_to_others_is_there_for_its_owner() {
        List<String> problems = new ArrayList<>();
        answers.forEach(
                (operation, answer) -> {
                    boolean asked =
                            answer.text().contains("Acme ")
                                    || answer.text().startsWith("{\"reason\"");
                    if (answer.status() == 400
                            || answer.status() == 403
                            || answer.status() == 404 && !asked) {
                        problems.add(operation + " answered " + answer.text());
                    }
                });
        assertThat(problems).isEmpty();
    }

    @Test
    void every_change_leaves_a_row_in_the_audit_log() {
        List<String> missing = new ArrayList<>();
        List<String> untried = new ArrayList<>();
        answers.forEach(
                (operation, answer) -> {
                    if (operation.reads()
                            || operation.path().endsWith(":preview")
                            || TRAFFIC.stream().anyMatch(operation.path()::startsWith)) {
                        return;
                    }
                    if (answer.status() >= 300) {
                        untried.add(operation.toString());
                    } else if (audited(answer) == 0) {
                        missing.add(operation.toString());
                    }
                });
        assertThat(missing).as("audit.record(…) in the transaction that does it").isEmpty();
        assertThat(untried).containsExactlyInAnyOrderElementsOf(ELSEWHERE.keySet());
    }

    @Test
    void the_log_is_read_newest_first_in_pages() {
        Map<String, Object> page = app.send("GET", "/audit-log?limit=2", other.key, null).json();
        List<?> two = (List<?>) page.get("result");
        assertThat(two).hasSize(2);
        Map<?, ?> newest = (Map<?, ?>) two.getFirst();
        assertThat(newest.get("action")).isEqualTo("integrated_account.connect");
        assertThat(newest.get("actor")).isEqualTo("customer");
        assertThat(newest.get("subject")).isEqualTo(other.account);
        List<Object> actions = new ArrayList<>();
        Object cursor = "";
        while (cursor != null) {
            String at = cursor.equals("") ? "" : "&next_cursor=" + cursor;
            page = app.send("GET", "/audit-log?limit=2" + at, other.key, null).json();
            ((List<?>) page.get("result"))
                    .forEach(row -> actions.add(((Map<?, ?>) row).get("action")));
            cursor = page.get("next_cursor");
        }
        assertThat(actions)
                .containsExactly(
                        "integrated_account.connect",
                        "link_token.create",
                        "override.put",
                        "provider_app.put",
                        "api_key.create",
                        "environment.create");
        String one = "/audit-log?action=api_key.create&subject=" + other.keyId;
        assertThat(app.send("GET", one, other.key, null).json()).containsEntry("result_count", 1);
        assertThat(app.send("GET", "/audit-log", other.key("events"), null).status())
                .isEqualTo(403);
    }

    private static int audited(LiveApp.Answer answer) {
        return DB.get()
                .read(
                        handle ->
                                handle.select(
                                                "SELECT count(*) FROM audit_log WHERE request_id ="
                                                        + " ?",
                                                answer.header("x-request-id"))
                                        .mapTo(Integer.class)
                                        .one());
    }
}
