package dev.tributary.unified;

import dev.tributary.call.Calls;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;

import java.util.List;

/** {@code …/{resource}/meta/{method}}: what a method takes and answers for one account. */
final class MetaRoutes implements Routes {
    private static final Access ACCESS = Access.scope("unified:read", UnifiedEntries.ACCOUNT);
    private static final String META = "/meta/{method}";
    private static final Schema JSON_SCHEMA = Schema.map(Schema.anything()).about("a JSON Schema");

    private final Calls calls;

    MetaRoutes(Calls calls) {
        this.calls = calls;
    }

    @Override
    public Chapter chapter() {
        return UnifiedEntries.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                described(Route.get("/unified/{model}/custom/{object}" + META, ACCESS, this::run)),
                described(Route.get("/unified/{model}/{resource}" + META, ACCESS, this::run)));
    }

    private static Route described(Route route) {
        return UnifiedEntries.account(
                        route.says(
                                "What a method of %s takes and answers"
                                        .formatted(UnifiedEntries.of(route)),
                                "JSON Schemas of query, body and response for this integrated"
                                        + " account: filters with their operators, fields that can"
                                        + " be written, custom fields, choices, what is required."))
                .path("method", "its name", Schema.text().example("list"))
                .answers(
                        200,
                        Schema.object()
                                .with("integrated_account_id", Schema.text())
                                .with("provider", Schema.text())
                                .with("model", Schema.text())
                                .with("resource", Schema.text())
                                .with("method", Schema.text())
                                .with("methods", Schema.list(Schema.text()))
                                .with("http", Schema.shown(DescribeMethod.Http.class))
                                .with("filters", Schema.list(filter()))
                                .with("sorts", Schema.list(Schema.text()))
                                .with("query", JSON_SCHEMA)
                                .with("body", JSON_SCHEMA.orNull())
                                .with("response", JSON_SCHEMA));
    }

    static Schema filter() {
        return Schema.shown(ListChoices.Filter.class);
    }

    private Reply run(Ask ask) {
        return RunCall.run(ask, this::meta);
    }

    private Reply meta(Ask ask, Trace trace) {
        Target target = UnifiedRoutes.target(calls, ask);
        String path = ask.path().substring(0, ask.path().lastIndexOf("/meta/"));
        return Reply.ok(
                new DescribeMethod(target, path, ask.variable("method"))
                        .answer(() -> calls.fields(target, trace)));
    }
}
