package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The feed of what becomes of integrated accounts. */
final class AccountEventRoutes implements Routes {
    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1000;
    private static final Schema EVENT =
            Schema.object()
                    .with("sequence", Schema.whole())
                    .with("id", Schema.text())
                    .with("type", Schema.text())
                    .with("integrated_account_id", Schema.text())
                    .with("provider", Schema.text())
                    .with("tenant_id", Schema.text())
                    .with("reason", Schema.text().orNull())
                    .with("detail", Schema.map(Schema.anything()))
                    .with("occurred_at", Schema.instant());

    private final Database db;
    private final AccountEvents events;

    AccountEventRoutes(Database db, AccountEvents events) {
        this.db = db;
        this.events = events;
    }

    @Override
    public Chapter chapter() {
        return Integration.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/integrated-account-events", Access.scope("events"), this::list)
                        .says(
                                "Read what became of integrated accounts",
                                "In the order of their numbers: connected, in need of a new"
                                        + " authorisation, disabled.")
                        .query("after", "the last sequence you have read", Schema.whole())
                        .query("limit", "how many at most", Schema.whole(1, LIMIT_MAX))
                        .answers(
                                200,
                                Schema.object()
                                        .with("result", Schema.list(EVENT))
                                        .with("next_after", Schema.whole())));
    }

    private Reply list(Ask ask) {
        long after = after(ask.parameter("after").orElse("0"));
        int limit = ask.number("limit", LIMIT, 1, LIMIT_MAX);
        List<AccountEvents.Event> found =
                db.read(handle -> events.after(handle, ask.environmentId(), after, limit));
        return Reply.ok(
                Map.of(
                        "result",
                        found.stream().map(AccountEventRoutes::view).toList(),
                        "next_after",
                        found.isEmpty() ? after : found.getLast().sequence()));
    }

    private static long after(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Failure.invalid("after is '%s'; it must be a sequence number, 0 or more", text);
        }
        return Long.parseLong(text);
    }

    private static Map<String, @Nullable Object> view(AccountEvents.Event event) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("sequence", event.sequence());
        view.put("id", event.id());
        view.put("type", event.type());
        view.put("integrated_account_id", event.integratedAccountId());
        view.put("provider", event.provider());
        view.put("tenant_id", event.tenantId());
        view.put("reason", event.reason());
        view.put("detail", Json.read(event.detail().text(), Map.class));
        view.put("occurred_at", event.occurredAt());
        return view;
    }
}
