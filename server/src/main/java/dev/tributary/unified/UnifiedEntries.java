package dev.tributary.unified;

import dev.tributary.call.Query;
import dev.tributary.http.Route;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Parameter.In;
import dev.tributary.http.spec.Schema;

/**
 * What the API's description says of {@code /unified}: once for all resources, whose names and
 * titles stand in for the braces.
 */
final class UnifiedEntries {
    static final Chapter CHAPTER =
            new Chapter("Unified API", "One schema for every provider: {model}/{resource}.");

    static final String ACCOUNT = "integrated_account_id";
    static final String ACCOUNT_ABOUT = "whose provider is asked";

    private static final Schema RECORD = Schema.named("{model}.{resource}");
    private static final Schema WRITE = Schema.named("{model}.{resource}.write");
    private static final Schema FILTERS = Schema.named("{model}.{resource}.filters");
    private static final Schema DRY_RUN = Schema.named("DryRun");

    private static final Schema SORT = Schema.text().example("-updated_at");
    private static final Schema FIELDS = Schema.text().example("name,updated_at");

    private static final Schema EXPLANATION = Schema.named("Explanation");

    private static final Schema ANY_RECORD = Schema.map(Schema.anything());

    /** Of a batch; another method has a result of its own, and an upsert the record. */
    private static final Schema MANY_WRITTEN =
            Schema.object()
                    .maybe("result", Schema.anything())
                    .maybe("done", Schema.whole())
                    .maybe("not_done", Schema.whole());

    private static final String MANY =
            "batch_create, batch_update and batch_upsert take records, batch_delete takes ids,"
                    + " upsert takes a record; the upserts take match. 207 when some were not done:"
                    + " each has its own status. A method that a connector names takes what the"
                    + " provider needs for it: see docs/CONNECTORS.md.";

    private static final String WRITES =
            "What this provider can write: see its meta. The record is read back"
                    + " whole after the write.";

    private UnifiedEntries() {}

    static Route lists(Route route) {
        return remote(
                        explained(
                                account(
                                        route.says(
                                                "List {things}",
                                                "In pages, as the provider gives them: one may be"
                                                    + " empty, and there are more as long as there"
                                                    + " is a next_cursor. custom_fields can be"
                                                    + " neither filtered nor sorted by."))))
                .query(
                        "limit",
                        "how many in a page: all pages of a walk have that of the first",
                        Schema.whole(1, Query.LIMIT_MAX))
                .query("next_cursor", "of the page before", Schema.text())
                .query("sort", "fields, the first first; - before one: descending", SORT)
                .query("fields", "only these, and id; owner.id: a member in its object", FIELDS)
                .query("include_remote_data", "what the provider said, too", Schema.flag())
                .query("deleted", "those that were deleted, and only those", Schema.flag())
                .query(
                        In.QUERY_ANY,
                        "filters",
                        "field=value or field[gte]=value; which ones: see meta/list",
                        FILTERS)
                .answers(
                        200,
                        Schema.page(RECORD)
                                .maybe(
                                        "explain",
                                        Schema.list(EXPLANATION)
                                                .about("one for each record, in their order")));
    }

    static Route gets(Route route) {
        return remote(explained(shown(account(route.says("Get {thing}"))))).answers(200, RECORD);
    }

    static Route creates(Route route) {
        return explained(written(account(route.says("Create {thing}", WRITES))))
                .takes(WRITE)
                .answers(201, RECORD)
                .answers(200, DRY_RUN);
    }

    static Route updates(Route route) {
        return explained(
                        written(
                                account(
                                        route.says(
                                                "Update {thing}",
                                                "Null clears a field. " + WRITES))))
                .takes(WRITE)
                .answers(200, Schema.either(RECORD, DRY_RUN));
    }

    static Route deletes(Route route) {
        return safe(account(route.says("Delete {thing}")))
                .answers(200, Schema.either(Schema.object().with("id", Schema.text()), DRY_RUN));
    }

    /** Batch writes, upserts, and whatever else a connector names. */
    static Route actsOnMany(Route route) {
        return written(account(route.says("Write many, or run a method of " + of(route), MANY)))
                .path("method", "its name", Schema.text().example("batch_create"))
                .takes(
                        Schema.object()
                                .maybe("records", Schema.list(ANY_RECORD))
                                .maybe("ids", Schema.list(Schema.text()))
                                .maybe("record", ANY_RECORD)
                                .maybe("match", Schema.text("field that tells whether it exists")))
                .answers(200, orDryRun(MANY_WRITTEN))
                .answers(207, MANY_WRITTEN);
    }

    static Route actsOnOne(Route route) {
        return written(account(route.says("Run a method of a record", "As a connector names it.")))
                .path("method", "see the resource's capabilities", Schema.text())
                .takes(ANY_RECORD)
                .answers(200, orDryRun(Schema.object().maybe("result", Schema.anything())));
    }

    /** One object, as neither has what it must have in common with the other. */
    private static Schema orDryRun(Schema answer) {
        return answer.maybe("dry_run", Schema.flag().about("the rest is as of DryRun"))
                .maybe("requests", Schema.list(ANY_RECORD))
                .maybe("refused", Schema.list(ANY_RECORD));
    }

    static String of(Route route) {
        return route.pattern().contains("{object}") ? "any object" : "a resource";
    }

    static Route account(Route route) {
        return route.needs(ACCOUNT, ACCOUNT_ABOUT, Schema.text());
    }

    private static Route remote(Route route) {
        return route.query(
                In.QUERY_BELOW,
                "remote_query",
                "parameters for the provider, untranslated",
                Schema.map(Schema.text()));
    }

    private static Route shown(Route route) {
        return route.query("fields", "only these, and id; owner.id: a member in its object", FIELDS)
                .query("include_remote_data", "what the provider said (default)", Schema.flag());
    }

    private static Route explained(Route route) {
        return route.query(
                "explain",
                "say where each value comes from: beside the result of a list or a dry run, as"
                        + " _explain in a single record",
                Schema.flag());
    }

    private static Route written(Route route) {
        return shown(safe(route));
    }

    private static Route safe(Route route) {
        return route.query("dry_run", "show the upstream request, send nothing", Schema.flag())
                .header("Idempotency-Key", "one key, one write: kept for a day", Schema.text());
    }
}
