package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Values appended one after the other, as $append would, without copying the list each time. */
final class Gathered {
    private Object value = UNDEFINED;
    private boolean own;

    void add(@Nullable Object more, Run run) {
        if (more == UNDEFINED) return;
        if (value == UNDEFINED) {
            value = more;
        } else if (!own) {
            value = Values.append(value, more, run);
            own = true;
        } else if (more instanceof List<?> list) {
            ((Items) value).addAll(list, run);
        } else {
            run.nodes(1);
            ((Items) value).add(more, run);
        }
    }

    @Nullable Object value() {
        return value;
    }
}
