package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.connector.ErrorRule;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a row of an answer says is wrong with its record, as a failure that names our fields. */
record ReadRefusal(Target target, NameFields names, Trace trace) {

    /**
     * @param error {@code {message, is, fields}}, or the message alone
     */
    Failure of(@Nullable Object error) {
        if (!(error instanceof Map<?, ?> map)) {
            return failure(ErrorRule.Kind.INVALID, String.valueOf(error), List.of());
        }
        String is = map.get("is") == null ? "invalid" : map.get("is").toString();
        ErrorRule.Kind kind = ErrorRule.Kind.valueOf(is.toUpperCase(Locale.ROOT));
        return failure(kind, String.valueOf(map.get("message")), Trees.list(map.get("fields")));
    }

    private Failure failure(ErrorRule.Kind kind, String message, List<?> paths) {
        return names.in(ReadFailure.refused(target, kind, message, paths), target, trace);
    }
}
