package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Method;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a batch write's answer says of each record. */
record BatchRows(Target target, Method method, NameFields names, Trace trace) {

    List<Written> read(List<Map<String, @Nullable Object>> part, Answer answer, Bindings bindings) {
        if (method.rows() == null) {
            return all(part, Written.Outcome.DONE, null);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object row : Trees.list(method.rows().evaluate(answer.body(), bindings.values()))) {
            rows.add(Trees.object(row, "a row of the answer"));
        }
        List<Written> written = new ArrayList<>();
        for (Map<String, @Nullable Object> record : part) {
            written.add(outcome(record, rows));
        }
        return written;
    }

    private Written outcome(
            Map<String, @Nullable Object> record, List<Map<String, @Nullable Object>> rows) {
        int index = index(record);
        for (Map<String, @Nullable Object> row : rows) {
            if (isAbout(row, record)) {
                String id = text(row.get("id"));
                String known = id == null ? text(record.get("id")) : id;
                return row.get("error") == null
                        ? new Written(index, Written.Outcome.DONE, known, null, null)
                        : new Written(
                                index,
                                Written.Outcome.FAILED,
                                known,
                                null,
                                new ReadRefusal(target, names, trace).of(row.get("error")));
            }
        }
        Failure silent =
                new Failure(
                        Code.UPSTREAM_INVALID,
                        "%s says nothing of record %d of the batch"
                                .formatted(target.connector().title(), index));
        return new Written(index, Written.Outcome.UNKNOWN, text(record.get("id")), null, silent);
    }

    private static boolean isAbout(
            Map<String, @Nullable Object> row, Map<String, @Nullable Object> record) {
        Object index = row.get("index");
        if (index != null) {
            return Integer.parseInt(Trees.text(index)) == index(record);
        }
        String id = text(row.get("id"));
        return id != null && id.equals(text(record.get("id")));
    }

    /** The same outcome for all. */
    List<Written> all(
            List<Map<String, @Nullable Object>> part,
            Written.Outcome outcome,
            @Nullable Failure why) {
        return part.stream()
                .map(row -> new Written(index(row), outcome, text(row.get("id")), null, why))
                .toList();
    }

    private static int index(Map<String, @Nullable Object> record) {
        return Integer.parseInt(String.valueOf(record.get("index")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Trees.text(value);
    }
}
