package dev.tributary.override;

import dev.tributary.catalog.OverrideVersion;
import dev.tributary.http.Route;
import dev.tributary.http.spec.Schema;

/** What the API's description says of overrides, the same for whoever's they are. */
final class OverrideEntries {
    private static final Schema CHANGE =
            Schema.object()
                    .with("pointer", Schema.text("JSON Pointer of the place"))
                    .with("kind", Schema.words(Change.ADDED, Change.REMOVED, Change.CHANGED))
                    .with("before", Schema.anything())
                    .with("after", Schema.anything());
    private static final Schema VERSION =
            Schema.shown(OverrideVersion.class)
                    .with("scope", Schema.words("platform", "environment", "account"))
                    .with("rollout", Schema.whole(0, 100))
                    .maybe(
                            "not_checked",
                            Schema.whole().about("overrides above that were too many to look at"));
    private static final Schema FAILURE =
            Schema.object().with("code", Schema.text()).with("message", Schema.text());

    private static final String WRITES =
            "Appends a version and is in force everywhere within two seconds. The whole document is"
                + " checked over every version of the provider's API, over what lies below it and"
                + " under what lies above it: 422 names every problem with its pointer and, inside"
                + " of an expression, its line and column, and the overrides that it would break."
                + " expected_version makes sure that nobody else has written meanwhile.";
    private static final String PREVIEWS =
            "What an integrated account would have with this document in this place, beside what it"
                + " has now, place by place; nothing is stored or written. With id the record is"
                + " fetched both ways, with record (as the provider gave it) it is only mapped,"
                + " with body the upstream requests of a create, or with id of an update, are shown"
                + " and not sent.";

    private OverrideEntries() {}

    static Route lists(Route route) {
        return route.says("List overrides", "The versions that were written last.")
                .answers(200, Schema.all(VERSION));
    }

    static Route puts(Route route, Class<? extends Record> body) {
        return route.says("Write an override", WRITES)
                .takes(Schema.given(body).maybe("rollout", Schema.whole(0, 100).orNull()))
                .answers(200, VERSION);
    }

    static Route gets(Route route) {
        return route.says("Get an override").answers(200, VERSION);
    }

    static Route deletes(Route route) {
        return route.says("Take an override away", "For everybody; its versions stay.")
                .answers(204);
    }

    static Route listsVersions(Route route) {
        return route.says("List an override's versions", "The newest first, at most 200.")
                .answers(200, Schema.all(VERSION));
    }

    static Route compares(Route route) {
        return route.says("Compare two versions of an override")
                .needs("from", "a version; 0: no override", Schema.whole())
                .needs("to", "a version; 0: no override", Schema.whole())
                .answers(200, Schema.all(CHANGE));
    }

    static Route rollsOut(Route route, Class<? extends Record> body) {
        return route.says("Roll an override out to more accounts", ROLLS_OUT)
                .takes(Schema.given(body).with("rollout", Schema.whole(0, 100)))
                .answers(200, VERSION);
    }

    private static final String ROLLS_OUT =
            "Gives the last version to this percentage of the integrated accounts, 100: to all; the"
                    + " others keep what everybody had before. A percentage that grows only adds"
                    + " accounts.";

    static Route rollsBack(Route route, Class<? extends Record> body) {
        return route.says(
                        "Roll an override back",
                        "Appends a version that equals an earlier one, for everybody; without"
                                + " version the last that everybody had.")
                .takes(body)
                .answers(200, VERSION);
    }

    static Route previews(Route route) {
        return route.says("Try an override out", PREVIEWS)
                .takes(
                        Schema.given(Preview.Wanted.class)
                                .maybe("document", Schema.map(Schema.anything()).orNull()))
                .answers(
                        200,
                        Schema.object()
                                .with("before", Schema.anything())
                                .with("after", Schema.anything())
                                .with("before_failure", FAILURE.orNull())
                                .with("after_failure", FAILURE.orNull())
                                .with("changes", Schema.list(CHANGE)));
    }
}
