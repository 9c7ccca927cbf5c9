package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Paging;
import dev.tributary.dialect.Ask;
import dev.tributary.dialect.Dialect;
import dev.tributary.dialect.InvalidAsk;
import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list's question in the provider's query language, and the further ones that a long select
 * needs: what they answer is joined to the records by id.
 */
final class Statements {
    private final Dialect dialect;
    private final String idPath;
    private final Map<String, String> described = new HashMap<>();
    private final Map<String, String> ours = new HashMap<>();

    /**
     * @param idPath the provider's name of a record's id
     * @param fields as the provider describes them: their types say how values are written
     */
    Statements(Dialect dialect, String idPath, List<DescribedField> fields) {
        this.dialect = dialect;
        this.idPath = idPath;
        fields.forEach(field -> described.put(field.path(), field.type()));
    }

    /** The question of a page. */
    Ask page(
            ListRecords.Listing listing,
            @Nullable Paging paging,
            @Nullable Object position,
            int size) {
        List<List<Ask.Condition>> conditions = new ArrayList<>();
        listing.constants()
                .forEach(
                        (path, value) ->
                                conditions.add(
                                        List.of(
                                                new Ask.Condition(
                                                        path, Operator.EQ, value, kind(value)))));
        listing.filters()
                .forEach(any -> conditions.add(any.stream().map(this::condition).toList()));
        List<Ask.Order> order = new ArrayList<>();
        List<Ask.Key> after = new ArrayList<>();
        List<String> fields = new ArrayList<>(listing.fields());
        if (paging instanceof Paging.Keyset keyset) {
            for (String path : keyset.by()) {
                order.add(new Ask.Order(path, false));
                if (!fields.contains(path)) {
                    fields.add(path);
                }
                if (position instanceof Map<?, ?> last) {
                    String type = described.getOrDefault(path, guess(last.get(path)));
                    after.add(new Ask.Key(path, type, last.get(path)));
                }
            }
        } else {
            listing.sort()
                    .forEach(sort -> order.add(new Ask.Order(sort.path(), sort.descending())));
        }
        // Pages by value are as long as the statement says; others are cut by the provider.
        int limit = paging instanceof Paging.Keyset ? size : 0;
        return new Ask(listing.object(), fields, conditions, order, after, limit);
    }

    private Ask.Condition condition(Narrowing.Asked asked) {
        ours.put(asked.path(), asked.field());
        return new Ask.Condition(
                asked.path(),
                asked.operator(),
                asked.value(),
                described.getOrDefault(asked.path(), asked.type()));
    }

    /** Each of the ask's statements begins with these fields of it. */
    List<List<String>> groups(Ask ask) {
        return valid(() -> dialect.groups(ask, always(ask)));
    }

    String statement(Ask ask) {
        return valid(() -> dialect.statement(ask));
    }

    /** Fields of records that are known. */
    Ask byId(String object, List<String> fields, List<String> ids) {
        var these = new Ask.Condition(idPath, Operator.IN, ids, "string");
        return new Ask(object, fields, List.of(List.of(these)), List.of(), List.of(), 0);
    }

    /** In as many statements as need be, each about some of the ids. */
    List<String> byIds(String object, List<String> fields, List<String> ids) {
        String whole = statement(byId(object, fields, ids));
        if (ids.size() == 1 || dialect.fits(whole)) {
            return List.of(whole);
        }
        List<String> halves = new ArrayList<>();
        int half = ids.size() / 2;
        halves.addAll(byIds(object, fields, ids.subList(0, half)));
        halves.addAll(byIds(object, fields, ids.subList(half, ids.size())));
        return halves;
    }

    /** The ids of a page's records. */
    List<String> ids(List<@Nullable Object> items) {
        return items.stream()
                .map(item -> String.valueOf(Trees.object(item, "a record").get(idPath)))
                .toList();
    }

    /** Records with what further statements have answered. */
    List<@Nullable Object> joined(
            List<@Nullable Object> items, List<List<@Nullable Object>> further) {
        Map<String, Map<String, @Nullable Object>> byId = new LinkedHashMap<>();
        for (Object item : items) {
            Map<String, @Nullable Object> record = Trees.object(item, "a record");
            byId.put(String.valueOf(record.get(idPath)), new LinkedHashMap<>(record));
        }
        for (List<@Nullable Object> answer : further) {
            for (Object item : answer) {
                Map<String, @Nullable Object> more = Trees.object(item, "a record");
                Map<String, @Nullable Object> record = byId.get(String.valueOf(more.get(idPath)));
                if (record != null) {
                    record.putAll(Trees.merge(record, more));
                }
            }
        }
        return new ArrayList<>(byId.values());
    }

    private List<String> always(Ask ask) {
        List<String> always = new ArrayList<>();
        always.add(idPath);
        ask.order().stream()
                .map(Ask.Order::path)
                .filter(path -> ask.fields().contains(path) && !always.contains(path))
                .forEach(always::add);
        return always;
    }

    private static String kind(Object constant) {
        return switch (constant) {
            case Boolean _ -> "boolean";
            case Number _ -> "number";
            default -> "string";
        };
    }

    private static String guess(@Nullable Object value) {
        return value == null ? "string" : kind(value);
    }

    /** What the provider's language cannot say is told by the caller's name of the field. */
    private <T> T valid(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidAsk invalid) {
            String name = ours.getOrDefault(invalid.path(), invalid.path());
            throw new Failure(Code.INVALID_REQUEST, invalid.about(name), invalid);
        }
    }
}
