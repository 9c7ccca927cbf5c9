package dev.tributary.call;

import dev.tributary.connector.Bulk;
import dev.tributary.connector.Request;
import dev.tributary.csv.CsvText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells which record a row of a job's answer is about. Providers answer in an order of their own,
 * and most know no number of ours: they repeat the cells that we sent. Records with the same cells
 * cannot be told apart, and need not be. Each record is found once.
 */
final class MatchRows {
    private final String clear;
    private final Set<String> columns = new HashSet<>();
    private final Map<Map<String, String>, Deque<Integer>> byCells = new HashMap<>();
    private final Map<String, Deque<Integer>> byId = new HashMap<>();
    private final Map<String, Deque<Integer>> byKey = new HashMap<>();
    private final Set<Integer> left = new HashSet<>();

    /**
     * @param records those that nothing has been said of yet
     */
    MatchRows(Bulk.Write write, List<Map<String, @Nullable Object>> records, Bindings bindings) {
        clear = write.clear();
        List<@Nullable Object> sent = sent(write, bindings);
        boolean same = sent.size() == records.size();
        if (same) {
            sent.forEach(row -> columns.addAll(cells(row).keySet()));
        }
        for (int i = 0; i < records.size(); i++) {
            Map<String, @Nullable Object> record = records.get(i);
            int index = Integer.parseInt(String.valueOf(record.get("index")));
            left.add(index);
            enter(byId, text(record.get("id")), index);
            enter(byKey, text(record.get("key")), index);
            if (same) {
                byCells.computeIfAbsent(content(sent.get(i)), cells -> new ArrayDeque<>())
                        .add(index);
            }
        }
    }

    private static List<@Nullable Object> sent(Bulk.Write write, Bindings bindings) {
        Request request = write.upload() == null ? write.steps().create() : write.upload();
        return request.body() == null || request.format() != Request.BodyFormat.CSV
                ? List.of()
                : Trees.list(request.body().resolve(null, bindings.values()));
    }

    private static void enter(Map<String, Deque<Integer>> map, @Nullable String key, int index) {
        if (key != null) {
            map.computeIfAbsent(key, unseen -> new ArrayDeque<>()).add(index);
        }
    }

    /**
     * The record's number; null: none that is left.
     *
     * @param row of the answer
     * @param said what the connector reads of it
     * @param match the provider's name of what an upsert goes by
     */
    @Nullable Integer find(
            @Nullable Object row, Map<String, @Nullable Object> said, @Nullable String match) {
        Object number = said.get("index");
        if (number != null) {
            return taken(Integer.valueOf(Trees.text(number)));
        }
        Integer found = row instanceof Map<?, ?> ? first(byCells.get(content(row))) : null;
        String key = match == null ? null : text(Trees.at(row, match));
        found = found == null && key != null ? first(byKey.get(key)) : found;
        String id = text(said.get("id"));
        return found == null && id != null ? first(byId.get(id)) : found;
    }

    private @Nullable Integer first(@Nullable Deque<Integer> candidates) {
        while (candidates != null && !candidates.isEmpty()) {
            Integer found = taken(candidates.removeFirst());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Integer taken(Integer index) {
        return left.remove(index) ? index : null;
    }

    private Map<String, String> content(@Nullable Object row) {
        Map<String, String> content = new TreeMap<>(cells(row));
        content.keySet().retainAll(columns);
        content.values().removeIf(cell -> cell.isEmpty() || cell.equals(clear));
        return content;
    }

    private static Map<String, String> cells(@Nullable Object row) {
        return row instanceof Map<?, ?>
                ? CsvText.cells(Trees.object(row, "a row"), "")
                : new LinkedHashMap<>();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Trees.text(value);
    }
}
