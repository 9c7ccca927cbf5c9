package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Steps without a name: {@code *} for all fields, {@code **} for everything below. */
final class Traversals {
    private Traversals() {}

    static final class Wildcard extends Node.Sequenced {
        @Override
        @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
            Object context =
                    input instanceof Items items && items.isWholeInput() ? items.get(0) : input;
            Items found = Items.sequence();
            if (context instanceof Map<?, ?> map) {
                boolean lists = false;
                for (Object value : map.values()) {
                    lists |= value instanceof List<?>;
                    flatten(value, found, run);
                }
                return lists ? joined(found, run) : found;
            }
            if (context instanceof List<?> list) {
                boolean lists = false;
                for (Object value : list) {
                    lists |= value instanceof List<?>;
                    flatten(value, found, run);
                }
                return lists ? joined(found, run) : found;
            }
            return found;
        }

        /** Lists that were joined are no sequence any more: one value in them stays a list. */
        private static Items joined(Items found, Run run) {
            Items list = Items.list(0);
            list.addAll(found, run);
            return list;
        }

        private static void flatten(@Nullable Object value, Items found, Run run) {
            if (value instanceof List<?> list) {
                run.enter(1);
                for (Object item : list) {
                    run.step();
                    flatten(item, found, run);
                }
                run.leave(1);
            } else if (value != UNDEFINED) {
                run.nodes(1);
                found.add(value);
            }
        }
    }

    static final class Descendants extends Node.Sequenced {
        @Override
        @Nullable Object raw(@Nullable Object input, Frame frame, Run run) {
            if (input == UNDEFINED) return input;
            Items found = Items.sequence();
            collect(input, found, run);
            return found.size() == 1 ? found.get(0) : found;
        }

        private static void collect(@Nullable Object value, Items found, Run run) {
            run.enter(1);
            if (value instanceof List<?> list) {
                for (Object item : list) {
                    run.step();
                    collect(item, found, run);
                }
            } else {
                run.nodes(1);
                found.add(value);
                if (value instanceof Map<?, ?> map) {
                    for (Object item : map.values()) collect(item, found, run);
                }
            }
            run.leave(1);
        }
    }
}
