package dev.tributary.override;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Lane;
import dev.tributary.call.Calls;
import dev.tributary.call.DryRun;
import dev.tributary.call.Link;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.catalog.Catalog;
import dev.tributary.catalog.Scope;
import dev.tributary.connector.Connector;
import dev.tributary.integration.Connectors;
import dev.tributary.integration.IntegratedAccount;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an integrated account would have with a document that is not written, beside what it has
 * now. Reads at the provider, writes nowhere. Thread-safe.
 */
final class Preview {
    private static final String DRAFT = "draft";

    private final Catalog catalog;
    private final Connectors connectors;
    private final Calls calls;

    /**
     * What to try out.
     *
     * @param document null: without the override that lies there
     * @param id of the record to fetch or to update; with {@code record}, of whatever it is
     * @param record as the provider gave it
     * @param body of a unified write
     */
    record Wanted(
            @Nullable Map<String, Object> document,
            @Nullable String integratedAccountId,
            String model,
            String resource,
            @Nullable String id,
            @Nullable Map<String, @Nullable Object> record,
            @Nullable Map<String, @Nullable Object> body) {
        Wanted {
            if (record != null && body != null) {
                throw Failure.invalid("give a record to map or a body to write, not both");
            }
            if (record == null && body == null && id == null) {
                throw Failure.invalid("give the id of a record, a record, or a body to write");
            }
        }
    }

    /** What came of it on one side; one of the two is null. */
    private record Side(@Nullable Object value, @Nullable Map<String, String> failure) {}

    Preview(Catalog catalog, Connectors connectors, Calls calls) {
        this.catalog = catalog;
        this.connectors = connectors;
        this.calls = calls;
    }

    /**
     * @throws Failure {@code unprocessable} with every problem of the document
     */
    Map<String, @Nullable Object> of(Scope at, IntegratedAccount account, Wanted wanted) {
        Connector then =
                catalog.with(
                        Connectors.scope(account),
                        connectors.version(account),
                        at,
                        wanted.document);
        Connector draft = then.as(DRAFT + " " + then.version());
        Function<Target, @Nullable Object> work = work(wanted);
        Side before = side(() -> work.apply(target(account, connectors.of(account), wanted)));
        Side after = side(() -> work.apply(drafted(account, draft, wanted)));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("before", before.value);
        answer.put("after", after.value);
        answer.put("before_failure", before.failure);
        answer.put("after_failure", after.failure);
        answer.put(
                "changes",
                before.failure == null && after.failure == null
                        ? Change.between(before.value, after.value)
                        : List.of());
        return answer;
    }

    private Target target(IntegratedAccount account, Connector connector, Wanted wanted) {
        return calls.target(new Link(account, connector), wanted.model, wanted.resource);
    }

    /** Fields that the provider describes are those that are known now: nothing new is kept. */
    private Target drafted(IntegratedAccount account, Connector draft, Wanted wanted) {
        Target target = target(account, draft, wanted);
        Connector now = connectors.of(account);
        if (now.resource(wanted.model, wanted.resource).isPresent()) {
            calls.assume(target, calls.fields(target(account, now, wanted), trace()));
        }
        return target;
    }

    private Function<Target, @Nullable Object> work(Wanted wanted) {
        String id = wanted.id;
        Map<String, @Nullable Object> record = wanted.record;
        Map<String, @Nullable Object> body = wanted.body;
        if (record != null) {
            return target -> calls.map(target, id, record, trace()).data();
        }
        if (body == null) {
            return target -> calls.get(target, String.valueOf(id), trace()).data();
        }
        return id == null
                ? target -> opened(calls.dryRunCreate(target, body, trace()))
                : target -> opened(calls.dryRunUpdate(target, id, body, trace()));
    }

    /** Their bodies of JSON as trees, so that they are compared place by place. */
    private static List<Map<String, @Nullable Object>> opened(List<DryRun> requests) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (DryRun request : requests) {
            Map<String, @Nullable Object> opened = new LinkedHashMap<>(request.tree());
            String text = request.body();
            if (text != null && text.startsWith("{")) {
                try {
                    opened.put("body", Json.plain(text.getBytes(StandardCharsets.UTF_8)));
                } catch (Failure noJson) {
                    opened.put("body", text);
                }
            }
            all.add(opened);
        }
        return all;
    }

    private static Side side(Supplier<@Nullable Object> work) {
        try {
            return new Side(work.get(), null);
        } catch (Failure failure) {
            return new Side(
                    null, Map.of("code", failure.code().text(), "message", failure.getMessage()));
        }
    }

    private static Trace trace() {
        return new Trace(Lane.INTERACTIVE);
    }
}
