package dev.tributary.unified.openapi;

import dev.tributary.Code;
import dev.tributary.call.WriteOutcome;
import dev.tributary.connector.ErrorRule;
import dev.tributary.http.spec.Schema;

/** What a problem document may say, as {@link dev.tributary.http} writes failures. */
public final class ProblemSchema {
    private static final Schema WORDS = Schema.list(Schema.text());

    private static final Schema FIELD =
            Schema.object()
                    .with("field", Schema.text("the unified one"))
                    .with("upstream_field", Schema.text("the provider's name of it"));

    private static final Schema FAULT =
            Schema.object()
                    .maybe("document", Schema.text())
                    .maybe("pointer", Schema.text("into the document"))
                    .maybe("line", Schema.whole())
                    .maybe("column", Schema.whole())
                    .maybe("caret", Schema.text("the line, and a mark below the place"))
                    .with("message", Schema.text());

    private static final Schema BREAK =
            Schema.object()
                    .with("override_of", Schema.text("whose override would no longer fit"))
                    .maybe("api_version", Schema.text())
                    .with("problems", Schema.list(FAULT));

    private static final Schema RECONNECT =
            Schema.object()
                    .with("post", Schema.text("the path to send it to"))
                    .with("body", Schema.map(Schema.text()).about("a new link token's"));

    public static final Schema SCHEMA = mapping(upstream(always()));

    private ProblemSchema() {}

    private static Schema always() {
        return Schema.object()
                .with("type", Schema.text("a page about this code"))
                .with("title", Schema.text())
                .with("status", Schema.whole(400, 599))
                .with("code", Schema.words(Code.values()))
                .with("detail", Schema.text("what happened, for which id"))
                .with("advice", Schema.text("what to do next"))
                .with("retryable", Schema.flag().about("the same request may succeed later"))
                .with("request_id", Schema.text("as the server's log knows it"))
                .maybe("retry_after", Schema.whole().about("seconds"))
                .maybe(
                        "problems",
                        Schema.list(Schema.either(Schema.text(), FAULT))
                                .about("everything that is wrong"))
                .maybe("path", Schema.text("the place in the body's JSON"))
                .maybe("allow", Schema.text("the methods of HTTP that the path has"))
                .maybe("scope", Schema.text("the scope that the key or token lacks"))
                .maybe("breaks", Schema.list(BREAK).about("overrides that would no longer fit"))
                .maybe("behind", Schema.whole().about("record events that are on their way"))
                .maybe("waiting", Schema.whole().about("rechecks that are on their way"));
    }

    private static Schema upstream(Schema schema) {
        return schema.maybe("upstream_status", Schema.whole().about("the provider's answer"))
                .maybe("upstream_body", Schema.anything())
                .maybe(
                        "upstream_kind",
                        Schema.words(ErrorRule.Kind.values())
                                .about("what the provider's refusal means"))
                .maybe("upstream_fields", WORDS.about("the provider's names of fields it refuses"))
                .maybe("fields", Schema.list(FIELD).about("the refused fields that we know"))
                .maybe("missing_scopes", WORDS.about("what the credential lacks at the provider"))
                .maybe(
                        "outcome",
                        Schema.words(WriteOutcome.values())
                                .about("of a write: whether the provider may have carried it out"))
                .maybe("id", Schema.text("of the record that was written all the same"))
                .maybe("step", Schema.text("the step of the method that failed"))
                .maybe("integrated_account_id", Schema.text())
                .maybe("reconnect", RECONNECT.about("how the customer connects again"));
    }

    private static Schema mapping(Schema schema) {
        return schema.maybe("connector", Schema.text("whose expression failed"))
                .maybe("layer", Schema.text("of the connector: its own files, or an override"))
                .maybe("place", Schema.text("in the layer: a file and line, or a JSON pointer"));
    }
}
