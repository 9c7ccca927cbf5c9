package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.call.DryRun;
import dev.tributary.call.Fetched;
import dev.tributary.call.Trace;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.mapping.Explanation;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What unified calls have in common: flags, bodies, and how records are shown. */
final class Parameters {
    static final String DRY_RUN = "dry_run";
    static final String REMOTE = "include_remote_data";

    /** Where the explanation of a single record stands, which is bare itself. */
    static final String EXPLAINED = "_explain";

    static final String EXPLAIN = "explain";

    private Parameters() {}

    static boolean explains(Ask ask) {
        return flag(ask, EXPLAIN, false);
    }

    static boolean flag(Ask ask, String name, boolean otherwise) {
        String value = ask.parameter(name).orElse(null);
        if (value == null) {
            return otherwise;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Failure.invalid("%s is '%s'; it must be true or false", name, value);
        };
    }

    static boolean isDryRun(Ask ask) {
        return flag(ask, DRY_RUN, false);
    }

    /** What would be sent; nothing was. */
    static Reply dryRun(List<DryRun> requests, Trace trace) {
        return dryRun(requests, List.of(), trace);
    }

    /**
     * @param refused records that would be in none of the requests
     */
    static Reply dryRun(
            List<DryRun> requests, List<Map<String, @Nullable Object>> refused, Trace trace) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(DRY_RUN, true);
        answer.put("requests", requests.stream().map(DryRun::tree).toList());
        if (!refused.isEmpty()) {
            answer.put("refused", refused);
        }
        Explanation explanation = trace.ofWrite();
        if (explanation != null) {
            answer.put(EXPLAIN, ShowExplanation.of(null, explanation, null));
        }
        return Reply.ok(answer);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> body(Ask ask) {
        Map<String, @Nullable Object> body = ask.json(Map.class);
        if (body == null) {
            throw Failure.invalid("the body is null; send an object");
        }
        return body;
    }

    static Map<String, @Nullable Object> shown(Ask ask, Fetched record, boolean remote) {
        ShownFields fields = ShownFields.of(ask).orElse(null);
        if (fields == null && !remote) {
            return record.data();
        }
        Map<String, @Nullable Object> shown =
                fields == null ? new LinkedHashMap<>(record.data()) : fields.of(record.data());
        if (remote) {
            shown.put("remote_data", record.remote());
        }
        return shown;
    }

    /** The record alone, with where its values come from if that was asked for. */
    static Map<String, @Nullable Object> single(
            Ask ask, Fetched record, boolean remote, Trace trace) {
        Map<String, @Nullable Object> shown = shown(ask, record, remote);
        Explanation explanation = trace.explanation(record.id());
        if (explanation == null) {
            return shown;
        }
        Map<String, @Nullable Object> explained = new LinkedHashMap<>(shown);
        explained.put(EXPLAINED, explained(ask, record.id(), explanation));
        return explained;
    }

    /** As it is answered, about the fields that were asked for. */
    static Map<String, @Nullable Object> explained(
            Ask ask, String id, @Nullable Explanation explanation) {
        return explanation == null
                ? Map.of("id", id)
                : ShowExplanation.of(
                        id, explanation, ShownFields.of(ask).map(ShownFields::roots).orElse(null));
    }
}
