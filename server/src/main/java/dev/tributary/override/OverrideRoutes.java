package dev.tributary.override;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.OverrideVersion;
import dev.tributary.catalog.Overrides;
import dev.tributary.catalog.Scope;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.integration.IntegratedAccount;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Overrides of an environment and of its integrated accounts, or those of the platform. */
final class OverrideRoutes implements Routes {
    private static final int EVERYBODY = 100;
    private static final int NOTE_MAX = 500;

    private final Catalog catalog;
    private final Side side;
    private final Preview preview;

    /** Whose overrides these are. */
    interface Side {
        Chapter chapter();

        String path();

        Access access();

        /** Those that a request is about. */
        Scope scope(Ask ask);

        /** An integrated account to try an override with. */
        IntegratedAccount account(Ask ask, String id);

        /** Null: the platform's. */
        @Nullable String environment(Ask ask);

        /** With the parameters that tell whose it is. */
        Route described(Route route);
    }

    private record Put(
            Map<String, Object> document,
            @Nullable Integer rollout,
            @Nullable String note,
            @Nullable Long expectedVersion) {
        Put {
            requirePercent(rollout);
            requireNote(note);
        }
    }

    private record RollOut(int rollout, @Nullable String note) {
        RollOut {
            requirePercent(rollout);
            requireNote(note);
        }
    }

    private record RollBack(@Nullable Long version, @Nullable String note) {
        RollBack {
            requireNote(note);
        }
    }

    OverrideRoutes(Catalog catalog, Side side, Preview preview) {
        this.catalog = catalog;
        this.preview = preview;
        this.side = side;
    }

    @Override
    public Chapter chapter() {
        return side.chapter();
    }

    @Override
    public List<Route> routes() {
        String all = side.path();
        String one = all + "/{provider}";
        Access access = side.access();
        return List.of(
                OverrideEntries.lists(Route.get(all, access, this::list)),
                OverrideEntries.puts(of(Route.put(one, access, this::put)), Put.class),
                OverrideEntries.gets(of(Route.get(one, access, this::get))),
                OverrideEntries.deletes(of(Route.delete(one, access, this::delete))),
                OverrideEntries.listsVersions(
                        of(Route.get(one + "/versions", access, this::versions))),
                OverrideEntries.compares(of(Route.get(one + "/diff", access, this::diff))),
                OverrideEntries.rollsOut(
                        of(Route.post(one + ":rollout", access, this::rollOut)), RollOut.class),
                OverrideEntries.rollsBack(
                        of(Route.post(one + ":rollback", access, this::rollBack)), RollBack.class),
                OverrideEntries.previews(of(Route.post(one + ":preview", access, this::preview))));
    }

    private Route of(Route route) {
        return side.described(route);
    }

    private Reply list(Ask ask) {
        List<Map<String, @Nullable Object>> all =
                catalog.overrides().list(side.environment(ask)).stream()
                        .map(OverrideRoutes::view)
                        .toList();
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }

    private Reply put(Ask ask) {
        Scope scope = scope(ask);
        Put body = ask.json(Put.class);
        int rollout = body.rollout == null ? EVERYBODY : body.rollout;
        if (scope.integratedAccountId() != null && rollout != EVERYBODY) {
            throw Failure.invalid(
                    "an integrated account's override is for that account: no rollout");
        }
        return written(
                catalog.overrides()
                        .put(
                                scope,
                                new Overrides.Wanted(
                                        body.document, rollout, body.note, body.expectedVersion),
                                Overrides.PUT,
                                by(ask)));
    }

    private Reply get(Ask ask) {
        return Reply.ok(view(require(scope(ask))));
    }

    private Reply delete(Ask ask) {
        Scope scope = scope(ask);
        OverrideVersion current = require(scope);
        catalog.overrides()
                .put(
                        scope,
                        new Overrides.Wanted(null, EVERYBODY, null, current.version()),
                        "override.delete",
                        by(ask));
        return Reply.nothing();
    }

    private Reply versions(Ask ask) {
        List<Map<String, @Nullable Object>> all =
                catalog.overrides().versions(scope(ask)).stream()
                        .map(OverrideRoutes::view)
                        .toList();
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }

    private Reply diff(Ask ask) {
        Scope scope = scope(ask);
        List<Change> changes =
                Change.between(document(scope, ask, "from"), document(scope, ask, "to"));
        return Reply.ok(Map.of("result", changes, "result_count", changes.size()));
    }

    private Map<String, Object> document(Scope scope, Ask ask, String parameter) {
        ask.required(parameter);
        int version = ask.number(parameter, 0, 0, Integer.MAX_VALUE);
        Map<String, Object> document =
                version == 0 ? null : catalog.overrides().version(scope, version).document();
        return document == null ? Map.of() : document;
    }

    private Reply rollOut(Ask ask) {
        RollOut body = ask.json(RollOut.class);
        return written(catalog.overrides().rollOut(scope(ask), body.rollout, body.note, by(ask)));
    }

    private Reply rollBack(Ask ask) {
        RollBack body = ask.json(RollBack.class);
        return written(catalog.overrides().rollBack(scope(ask), body.version, body.note, by(ask)));
    }

    private Reply preview(Ask ask) {
        Scope scope = scope(ask);
        Preview.Wanted wanted = ask.json(Preview.Wanted.class);
        String id =
                wanted.integratedAccountId() == null
                        ? scope.integratedAccountId()
                        : wanted.integratedAccountId();
        if (id == null) {
            throw Failure.invalid("integrated_account_id is missing: whose records to try it with");
        }
        IntegratedAccount account = side.account(ask, id);
        Sides.account(account, scope.provider());
        return Reply.ok(preview.of(scope, account, wanted));
    }

    private Scope scope(Ask ask) {
        Scope scope = side.scope(ask);
        catalog.require(scope);
        return scope;
    }

    private OverrideVersion require(Scope scope) {
        return catalog.overrides()
                .current(scope)
                .orElseThrow(
                        () ->
                                new Failure(
                                        Code.NOT_FOUND,
                                        "%s has no override of %s"
                                                .formatted(scope.owner(), scope.provider())));
    }

    private static Overrides.By by(Ask ask) {
        return new Overrides.By(ask.caller().keyId(), ask.id());
    }

    private static Reply written(Overrides.Written written) {
        Map<String, @Nullable Object> view = view(written.version());
        if (written.notChecked() > 0) {
            view.put("not_checked", written.notChecked());
        }
        return Reply.ok(view);
    }

    private static Map<String, @Nullable Object> view(OverrideVersion version) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("provider", version.provider());
        view.put("scope", version.scope());
        view.put("integrated_account_id", version.integratedAccountId());
        view.put("version", version.version());
        view.put("document", version.document());
        view.put("rollout", version.rollout());
        view.put("rest_version", version.restVersion());
        view.put("note", version.note());
        view.put("created_by", version.createdBy());
        view.put("created_at", version.createdAt());
        return view;
    }

    private static void requirePercent(@Nullable Integer rollout) {
        if (rollout != null && (rollout < 0 || rollout > EVERYBODY)) {
            throw Failure.invalid("rollout is a percentage: 0 to 100, not %d", rollout);
        }
    }

    private static void requireNote(@Nullable String note) {
        if (note != null && note.length() > NOTE_MAX) {
            throw Failure.invalid("note has at most %d characters", NOTE_MAX);
        }
    }
}
