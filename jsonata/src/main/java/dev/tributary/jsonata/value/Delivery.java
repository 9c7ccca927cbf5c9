package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * The last look at a result before it is handed out: it is measured against the limits as the tree
 * its reader will see, however much of it is shared; lists lose their marks, and what is no plain
 * value goes: functions, and undefined in a list, which becomes null.
 */
public final class Delivery {
    private final Run run;
    private long nodes;
    private long chars;

    private Delivery(Run run) {
        this.run = run;
    }

    public static @Nullable Object of(@Nullable Object result, Run run) {
        if (result instanceof List<?> || result instanceof Map<?, ?>) {
            Delivery delivery = new Delivery(run);
            delivery.check(result);
            delivery.charge();
        }
        return result instanceof Callable ? UNDEFINED : result;
    }

    private void charge() {
        run.nodes(nodes);
        run.chars(chars);
        nodes = 0;
        chars = 0;
    }

    private void check(@Nullable Object value) {
        if (value instanceof String text) {
            chars += text.length();
        } else if (value instanceof ShapedMap map && map.shaped() != null) {
            values(map.shaped());
        } else if (value instanceof Items items) {
            items(items);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        }
    }

    private void values(Object[] values) {
        open(values.length);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Callable) {
                values[i] = UNDEFINED;
            } else if (value != UNDEFINED) {
                check(value);
            }
        }
        run.leave(1);
    }

    private void items(Items items) {
        items.unmark();
        open(items.size());
        for (int i = 0, n = items.isIntegers() ? 0 : items.size(); i < n; i++) {
            Object value = items.get(i);
            if (value == UNDEFINED || value instanceof Callable) {
                items.set(i, null);
            } else {
                check(value);
            }
        }
        run.leave(1);
    }

    private void list(List<?> list) {
        open(list.size());
        for (Object value : list) check(value);
        run.leave(1);
    }

    private void map(Map<?, ?> map) {
        open(map.size());
        boolean functions = false;
        for (Object value : map.values()) {
            functions |= value instanceof Callable;
            check(value);
        }
        if (functions) map.values().removeIf(Callable.class::isInstance);
        run.leave(1);
    }

    private void open(int size) {
        run.enter(1);
        nodes += size;
        if (nodes > 1_000 || chars > 100_000) charge();
    }
}
