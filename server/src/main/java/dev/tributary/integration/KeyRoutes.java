package dev.tributary.integration;

import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.ops.AuditLog;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What an operator does about the vault's keys while servers run. */
final class KeyRoutes implements Routes {
    private static final int PASSES_MAX = 20;
    private static final Duration UNTIL_ALL_SEAL_WITH_IT = Duration.ofMillis(1500);

    private final Database db;
    private final SealingKeys keys;
    private final RewrapSecrets rewrap;
    private final AuditLog audit;

    KeyRoutes(Database db, SealingKeys keys, RewrapSecrets rewrap, AuditLog audit) {
        this.db = db;
        this.keys = keys;
        this.rewrap = rewrap;
        this.audit = audit;
    }

    @Override
    public Chapter chapter() {
        return EnvironmentRoutes.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/keys:rotate", Access.ADMIN, this::rotate)
                        .says(
                                "Make a new sealing key",
                                "And seal everything with it; other servers pick it up from the"
                                        + " same file.")
                        .answers(
                                200,
                                Schema.object()
                                        .with("key_added", Schema.flag())
                                        .with("sealed_again", Schema.whole())));
    }

    /** A new key, and everything sealed with it; other servers pick it up from the same file. */
    private Reply rotate(Ask ask) {
        boolean added = keys.renew();
        int sealed = 0;
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            int again = rewrap.pass();
            sealed += again;
            if (pass > 0 && again == 0) {
                break;
            }
            Pause.of(UNTIL_ALL_SEAL_WITH_IT);
        }
        Map<String, Object> done = Map.of("key_added", added, "sealed_again", sealed);
        db.transact(
                handle ->
                        audit.record(
                                handle,
                                new AuditLog.Act(
                                        null,
                                        ask.caller().keyId(),
                                        "keys.rotate",
                                        "vault",
                                        null,
                                        done,
                                        ask.id())));
        return Reply.ok(done);
    }
}
