package dev.tributary.override;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.ConnectorVersion;
import dev.tributary.catalog.Overrides;
import dev.tributary.catalog.Rehearsal;
import dev.tributary.catalog.Scope;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.IntegratedAccount.Status;
import dev.tributary.integration.IntegratedAccounts;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connectors that an environment brings itself: the files of a folder, without the folder. */
final class ConnectorRoutes implements Routes {
    private static final Access ADMIN = Sides.ADMIN;
    private static final int NOTE_MAX = 500;
    private static final int LOOKED_AT_MAX = 1000;
    private static final Schema FILES =
            Schema.map(Schema.text())
                    .about("texts by path: connector.yaml, crm/contacts.yaml, fixtures/….yaml");
    private static final Schema VERSION =
            Schema.shown(ConnectorVersion.class).with("files", FILES.orNull());

    private final Catalog catalog;
    private final IntegratedAccounts accounts;
    private final Rehearsal rehearsal;

    private record Put(Map<String, String> files, @Nullable String note) {
        Put {
            requireNote(note);
        }
    }

    private record RollBack(long version, @Nullable String note) {
        RollBack {
            requireNote(note);
        }
    }

    ConnectorRoutes(Catalog catalog, IntegratedAccounts accounts, Rehearsal rehearsal) {
        this.catalog = catalog;
        this.rehearsal = rehearsal;
        this.accounts = accounts;
    }

    @Override
    public Chapter chapter() {
        return Sides.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        String one = "/connectors/{name}";
        return List.of(
                Route.put(one, ADMIN, this::put)
                        .says("Write a connector of your own", WRITES)
                        .takes(Schema.given(Put.class).with("files", FILES))
                        .answers(200, VERSION),
                Route.get(one, ADMIN, this::get)
                        .says(
                                "Get a connector",
                                "Its files, if it is the environment's own; those of the server"
                                        + " have none here.")
                        .answers(
                                200,
                                Schema.object()
                                        .with("name", Schema.text())
                                        .with("own", Schema.flag())
                                        .with("api_versions", Schema.list(Schema.text()))
                                        .with("current", VERSION.orNull())),
                Route.get(one + "/versions", ADMIN, this::versions)
                        .says("List a connector's versions", "The newest first, at most 200.")
                        .answers(200, Schema.all(VERSION)),
                Route.post(one + ":rollback", ADMIN, this::rollBack)
                        .says(
                                "Roll a connector back",
                                "Appends a version that equals an earlier one.")
                        .takes(RollBack.class)
                        .answers(200, VERSION),
                Route.delete(one, ADMIN, this::delete)
                        .says(
                                "Take a connector away",
                                "Not while integrated accounts are connected by it. Its versions"
                                        + " stay.")
                        .answers(204));
    }

    private static final String WRITES =
            "The files of a connector's folder, which is all that there is to a connector: no code,"
                + " no rebuild. It is seen by this environment only, checked like those of the"
                + " server (422 names every problem with its file and line), its fixtures must"
                + " pass, and it is in force everywhere within two seconds. At most 200 files of"
                + " 200,000 bytes and 1,000,000 together, and 50 connectors in an environment. A"
                + " name of the server's own is refused: lay an override over that one.";

    private Reply put(Ask ask) {
        Put body = ask.json(Put.class);
        return Reply.ok(
                catalog.connectors()
                        .put(
                                ask.environmentId(),
                                ask.variable("name"),
                                body.files,
                                body.note,
                                rehearsal,
                                by(ask)));
    }

    private Reply get(Ask ask) {
        String name = ask.variable("name");
        catalog.require(Scope.environment(ask.environmentId(), name));
        ConnectorVersion own = catalog.connectors().current(ask.environmentId(), name).orElse(null);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("own", own != null);
        view.put("api_versions", List.copyOf(catalog.versions(ask.environmentId(), name).names()));
        view.put("current", own);
        return Reply.ok(view);
    }

    private Reply versions(Ask ask) {
        List<ConnectorVersion> all =
                catalog.connectors().versions(ask.environmentId(), ask.variable("name"));
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }

    private Reply rollBack(Ask ask) {
        RollBack body = ask.json(RollBack.class);
        String name = ask.variable("name");
        ConnectorVersion former =
                catalog.connectors().version(ask.environmentId(), name, body.version);
        if (former.files() == null) {
            throw new Failure(
                    Code.CONFLICT,
                    "version %d of %s has no files: it took the connector away"
                            .formatted(body.version, name));
        }
        String said = "rolled back to version " + body.version;
        return Reply.ok(
                catalog.connectors()
                        .put(
                                ask.environmentId(),
                                name,
                                former.files(),
                                body.note == null ? said : said + ": " + body.note,
                                rehearsal,
                                by(ask)));
    }

    private Reply delete(Ask ask) {
        String name = ask.variable("name");
        List<String> connected =
                accounts
                        .list(
                                ask.environmentId(),
                                new IntegratedAccounts.Filter(name, null, null, LOOKED_AT_MAX))
                        .stream()
                        .filter(account -> account.status() != Status.DISABLED)
                        .map(IntegratedAccount::id)
                        .toList();
        if (catalog.isOwn(ask.environmentId(), name) && !connected.isEmpty()) {
            throw new Failure(
                    Code.CONFLICT,
                    "%d integrated accounts are connected by %s, such as %s: disable them first"
                            .formatted(connected.size(), name, connected.getFirst()));
        }
        catalog.connectors().put(ask.environmentId(), name, null, null, Rehearsal.NONE, by(ask));
        return Reply.nothing();
    }

    private static Overrides.By by(Ask ask) {
        return new Overrides.By(ask.caller().keyId(), ask.id());
    }

    private static void requireNote(@Nullable String note) {
        if (note != null && note.length() > NOTE_MAX) {
            throw Failure.invalid("note has at most %d characters", NOTE_MAX);
        }
    }
}
