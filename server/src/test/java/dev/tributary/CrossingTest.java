package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.db.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody with a key for everything in one environment asks every operation of the API for the
 * things of another one. The operations come from the server's own document, so none is forgotten.
 */
class CrossingTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    /** Whoever calls these proves by other means than a key what they may see. */
    private static final Map<String, String> OPEN =
            Map.ofEntries(
                    Map.entry("GET /connect/callback", "a state and the browser's cookie"),
                    Map.entry("GET /connect/{token}", "the link's token"),
                    Map.entry("POST /connect/{token}", "the link's token"),
                    Map.entry("POST /webhooks/accounts/{account}", "the provider's signature"),
                    Map.entry(
                            "POST /webhooks/environments/{environment}/{provider}",
                            "the provider's signature"),
                    Map.entry("GET /health/live", "shows nothing of anybody"),
                    Map.entry("GET /health/ready", "shows nothing of anybody"),
                    Map.entry("GET /metrics", "counts of the whole server"),
                    Map.entry("GET /errors", "a page"),
                    Map.entry("GET /openapi.json", "the API's description"),
                    Map.entry("GET /docs", "the API's description"));

    /** What these do stays with the caller, whatever ids they are given. */
    private static final Map<String, String> AT_HOME =
            Map.of(
                    "POST /overrides/{provider}:rollout",
                    "is about the caller's own override, which everybody has already",
                    "POST /commission/periods/{period}:close",
                    "a period is a month; the caller's own is not ready to be closed");

    private static LiveApp app;
    private static Tenant a;
    private static Tenant b;
    private static List<Operation> operations;

    @BeforeAll
    static void two_environments() throws Exception {
        app = new LiveApp(DB);
        a = Tenant.planted(app, DB.get(), "aardvark");
        b = Tenant.planted(app, DB.get(), "buffalo");
        operations = new ArrayList<>(app.operations());
        // Looks first: what somebody writes, they may read.
        operations.sort(Comparator.comparing(operation -> !operation.reads()));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    /** Table to a digest of all rows that are A's, and how many there are. */
    private static Map<String, String> all(Tenant tenant) {
        Map<String, String> digests = new TreeMap<>();
        for (String table : tables()) {
            String select =
                    """
                    SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')
                    FROM %s t WHERE environment_id = ?
                    """
                            .formatted(table);
            digests.put(
                    table,
                    DB.get()
                            .read(
                                    handle ->
                                            handle.select(select, tenant.environment)
                                                    .mapTo(String.class)
                                                    .one()));
        }
        return digests;
    }

    private static List<String> tables() {
        return DB.get()
                .read(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT c.relname FROM pg_class c
                                                JOIN pg_attribute a ON a.attrelid = c.oid
                                                    AND a.attname = 'environment_id'
                                                WHERE c.relnamespace = 'public'::regnamespace
                                                    AND c.relkind IN ('r', 'p')
                                                    AND NOT c.relispartition
                                                """)
                                        .mapTo(String.class)
                                        .list());
    }

    @Test
    void an_environment_has_a_row_of_everything_that_there_can_be() {
        assertThat(all(a).entrySet().stream().filter(each -> each.getValue().startsWith("0 ")))
                .as("plant one in planted.sql, so that somebody may try to take it")
                .isEmpty();
    }

    @Test
    void what_nobody_asks_a_key_for_is_listed() {
        assertThat(operations.stream().filter(Operation::open).map(Operation::toString))
                .containsExactlyInAnyOrderElementsOf(OPEN.keySet());
    }

    @Test
    void nothing_of_another_environment_is_shown_or_changed() {
        tryEverything(b);
    }

    @Test
    void nor_is_it_when_postgres_does_not_look() {
        DB.rowSecurity(false);
        try {
            tryEverything(Tenant.planted(app, DB.get(), "caracal"));
        } finally {
            DB.rowSecurity(true);
        }
    }

    private static void tryEverything(Tenant intruder) {
        Map<String, String> before = all(a);
        List<String> problems = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.open()) {
                Operation.Filled request = operation.filled(a);
                var answer =
                        app.send(operation.method(), request.path(), intruder.key, request.body());
                judge(operation, request, answer, problems);
            }
        }
        assertThat(problems).isEmpty();
        assertThat(all(a)).isEqualTo(before);
    }

    @Test
    void a_token_of_an_account_elsewhere_reaches_nothing() {
        String token = token(b);
        Map<String, String> before = all(a);
        List<String> problems = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.open()) {
                Operation.Filled request = operation.filled(a);
                var answer = app.send(operation.method(), request.path(), token, request.body());
                if (answer.status() != 403 && !refusedInside(answer)) {
                    problems.add(operation + " answered " + answer.status() + answer.text());
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(all(a)).isEqualTo(before);
    }

    private static String token(Tenant of) {
        Map<String, Object> wanted =
                Map.of("integrated_account_id", of.account, "scopes", List.of("unified", "proxy"));
        return app.send("POST", "/account-tokens", of.key, wanted).member("token");
    }

    /** Where every path is a provider's, whatever else it is called. */
    @Test
    void the_proxy_s_own_port_serves_nothing_of_ours() {
        // Acme believes the token alone that it gave last.
        String token = token(Tenant.planted(app, DB.get(), "dingo"));
        Map<String, String> before = all(a);
        List<String> problems = new ArrayList<>();
        for (Operation operation : operations) {
            String path =
                    operation.open()
                            ? operation.path().replaceAll("\\{\\w+}", "x")
                            : operation.filled(a).path();
            Map<String, Integer> wanted = new TreeMap<>();
            wanted.put(token, 404);
            wanted.put(a.key, 403);
            wanted.put(LiveApp.ADMIN, 403);
            wanted.put("", 401);
            wanted.forEach(
                    (key, status) -> {
                        var answer = app.send(operation.method(), app.origin + path, key, null);
                        boolean theirs = answer.text().startsWith("{\"reason\":\"there is no ");
                        if (answer.status() != status || theirs != key.equals(token)) {
                            problems.add(operation + " answered " + status + answer.text());
                        }
                    });
        }
        assertThat(problems).isEmpty();
        assertThat(all(a)).isEqualTo(before);
    }

    private static void judge(
            Operation operation,
            Operation.Filled request,
            LiveApp.Answer answer,
            List<String> problems) {
        String asked = request.path() + " " + request.body();
        String what = operation + " answered " + answer.status() + ": " + answer.text();
        boolean refused = answer.status() == 403 || answer.status() == 404 || refusedInside(answer);
        boolean named = a.secrets().stream().anyMatch(asked::contains);
        // A list that is asked for what belongs to another one is empty.
        boolean atHome = AT_HOME.containsKey(operation.toString());
        if (!refused && !atHome && (answer.status() >= 300 || named && !operation.reads())) {
            problems.add(what);
        }
        for (String secret : a.secrets()) {
            // What the caller said itself may be said back in an error.
            if (answer.text().contains(secret) && !(refused && asked.contains(secret))) {
                problems.add("tells " + secret + ": " + what);
            }
        }
    }

    /** A batch is answered, and each of its requests by itself. */
    private static boolean refusedInside(LiveApp.Answer answer) {
        return answer.text()
                .matches(
                        "\\{\"result\":\\[\\{\"id\":\"one\",\"outcome\":\"failed\",\"status\":40[34],.*");
    }

    @Test
    void without_a_key_there_is_nothing() {
        List<String> problems = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.open()) {
                Operation.Filled request = operation.filled(a);
                var answer = app.send(operation.method(), request.path(), "", request.body());
                if (answer.status() != 401) {
                    problems.add(operation + " answered " + answer.status());
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void a_key_without_the_scope_is_refused_with_the_scope_s_name() {
        String least = a.key("commission:read");
        String other = a.key("sync");
        List<String> problems = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.open()) {
                Operation.Filled request = operation.filled(a);
                String key = operation.scope().equals("commission:read") ? other : least;
                var answer = app.send(operation.method(), request.path(), key, request.body());
                if (answer.status() != 403
                        || !answer.text()
                                .contains(operation.scope().replace("admin_key", "admin key"))) {
                    problems.add(operation + " answered " + answer.status() + answer.text());
                }
            }
        }
        assertThat(problems).isEmpty();
    }
}
