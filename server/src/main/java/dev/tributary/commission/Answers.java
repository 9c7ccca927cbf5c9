package dev.tributary.commission;

import dev.tributary.Failure;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.spec.Schema;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What questions and answers of the feature have in common. */
final class Answers {
    private static final Schema VERSION =
            Schema.object()
                    .with("id", Schema.text())
                    .with("name", Schema.text())
                    .with("version", Schema.whole())
                    .with("effective_from", Schema.date())
                    .with("created_by", Schema.text("the API key's id"))
                    .with("created_at", Schema.instant())
                    .with(
                            "document",
                            Schema.map(Schema.anything()).about("the plan as it was sent"));

    static final Schema PLAN = VERSION;

    /** The newest version, with all. */
    static final Schema PLAN_WITH_VERSIONS = VERSION.with("versions", Schema.list(VERSION));

    static final Schema BALANCE =
            Schema.object()
                    .with("ledger_account", Schema.text().example("payable:person_…"))
                    .with("person_id", Schema.text())
                    .with("period", Schema.month())
                    .with("deal_id", Schema.text())
                    .with("component", Schema.text())
                    .with("currency", Schema.text())
                    .with("amount", Schema.money());

    static final Schema CHECK =
            Schema.object()
                    .with("balanced", Schema.flag())
                    .with("transactions", Schema.whole())
                    .with("entries", Schema.whole())
                    .with(
                            "by_currency",
                            Schema.list(
                                    Schema.object()
                                            .with("currency", Schema.text())
                                            .with("sum", Schema.money())))
                    .maybe("chain_intact", Schema.flag())
                    .maybe("sealed_transactions", Schema.whole());

    private Answers() {}

    static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw Failure.invalid("'%s' is not a period such as 2017-03", text);
        }
    }

    static String cursor(Ask ask) {
        try {
            return ask.parameter("next_cursor")
                    .map(text -> Base64.getUrlDecoder().decode(text))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            throw Failure.invalid("next_cursor is not one that a list has answered");
        }
    }

    static Reply page(List<?> result, @Nullable String next) {
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("result", result);
        list.put(
                "next_cursor",
                next == null
                        ? null
                        : Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        list.put("result_count", result.size());
        return Reply.ok(list);
    }
}
