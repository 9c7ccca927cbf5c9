package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups values by their keys and makes one object of the groups: the general form of {@code {key:
 * value}}.
 */
final class Grouping {
    private static final int FEW = 8;

    private final Node[] keys;
    private final Node[] values;
    private final int position;

    Grouping(Node[] keys, Node[] values, int position) {
        this.keys = keys;
        this.values = values;
        this.position = position;
    }

    /** The values under one key, and which pair of the constructor made it. */
    private static final class Slot {
        final int pair;
        final List<Tuple> tuples = new ArrayList<>(0);
        final Gathered data = new Gathered();

        Slot(int pair) {
            this.pair = pair;
        }
    }

    /** The nodes of the values, in the order of the pairs. */
    Node[] values() {
        return values;
    }

    @Nullable Object group(@Nullable Object input, Frame frame, Run run) {
        if (keys.length <= FEW && !(input instanceof List<?>)) return object(input, frame, run);
        List<?> items = Items.asList(input);
        Map<String, Slot> slots = new LinkedHashMap<>();
        if (items.isEmpty()) collect(UNDEFINED, frame, slots, run);
        for (Object item : items) collect(item, frame, slots, run);
        Map<String, Object> result = LinkedHashMap.newLinkedHashMap(slots.size());
        slots.forEach(
                (key, slot) ->
                        put(result, key, values[slot.pair].eval(slot.data.value(), frame, run)));
        return result;
    }

    /** The same for a value that is no list: each key then has that value and nothing else. */
    private Object object(@Nullable Object item, Frame frame, Run run) {
        String[] names = new String[keys.length];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            Object key = keys[i].eval(item, frame, run);
            if (key == UNDEFINED) continue;
            names[i] = name(key, run);
            count++;
            for (int j = 0; j < i; j++) {
                if (names[i].equals(names[j])) throw twice(key);
            }
        }
        Map<String, Object> result = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < names.length; i++) {
            if (names[i] != null) put(result, names[i], values[i].eval(item, frame, run));
        }
        return result;
    }

    /** The same for a stream of tuples: every variable of a group's tuples is grouped with them. */
    @Nullable Object groupTuples(
            List<?> tuples, Scope[] keyScopes, Scope[] valueScopes, Frame frame, Run run) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (Object item : tuples) {
            Tuple tuple = (Tuple) item;
            for (int i = 0; i < keys.length; i++) {
                Frame inner = keyScopes[i].frame(frame, tuple.variables());
                Object key = keys[i].eval(tuple.context(), inner, run);
                if (key == UNDEFINED) continue;
                Slot slot = slot(key, i, slots, run);
                slot.tuples.add(tuple);
            }
        }
        Map<String, Object> result = LinkedHashMap.newLinkedHashMap(slots.size());
        slots.forEach(
                (key, slot) -> {
                    Tuple tuple = Tuple.merge(slot.tuples, run);
                    Frame inner = valueScopes[slot.pair].frame(frame, tuple.variables());
                    put(result, key, values[slot.pair].eval(tuple.context(), inner, run));
                });
        return result;
    }

    private void collect(@Nullable Object item, Frame frame, Map<String, Slot> slots, Run run) {
        for (int i = 0; i < keys.length; i++) {
            Object key = keys[i].eval(item, frame, run);
            if (key == UNDEFINED) continue;
            slot(key, i, slots, run).data.add(item, run);
        }
    }

    private Slot slot(@Nullable Object key, int pair, Map<String, Slot> slots, Run run) {
        Slot slot = slots.computeIfAbsent(name(key, run), _ -> new Slot(pair));
        if (slot.pair != pair) throw twice(key);
        return slot;
    }

    private String name(@Nullable Object key, Run run) {
        if (!(key instanceof String name))
            throw new JsonataException("T1003", key).at(position, null);
        run.nodes(1);
        return name;
    }

    private JsonataException twice(@Nullable Object key) {
        return new JsonataException("D1009", key).at(position, null);
    }

    private static void put(Map<String, Object> result, String key, @Nullable Object value) {
        if (value != UNDEFINED) result.put(key, value);
    }
}
