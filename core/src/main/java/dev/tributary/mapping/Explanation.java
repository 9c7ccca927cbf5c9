package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each value of a record comes from, and what came to nothing.
 *
 * @param fields by dotted path: of the unified record, or of the provider's body for a write
 */
public record Explanation(Map<String, Source> fields, List<Dropped> dropped) {
    /** What kind of saying it was. */
    public enum From {
        TABLE,
        READ,
        WRITE,
        DISCOVER,
        VARIANTS,
        REMOTE_DATA
    }

    /**
     * What made a value.
     *
     * @param expression as it is written: a line of the table, or the JSONata of this field
     * @param paths that it reads, of what it is given; {@code $} is all of it
     * @param raw what stands at those of the paths where something does
     * @param hides what else would have made it, the uppermost first
     */
    public record Source(
            Provenance by,
            From from,
            String expression,
            List<String> paths,
            Map<String, @Nullable Object> raw,
            List<Source> hides) {
        public Source {
            paths = List.copyOf(paths);
            raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
            hides = List.copyOf(hides);
        }

        Source hiding(List<Source> more) {
            List<Source> all = new ArrayList<>(hides);
            for (Source one : more) {
                all.add(
                        new Source(
                                one.by, one.from, one.expression, one.paths, one.raw, List.of()));
                all.addAll(one.hides);
            }
            return new Source(by, from, expression, paths, raw, all);
        }
    }

    /** Why something is not in the result. */
    public enum Reason {
        /** A word that no word of the model stands for, or none of the provider's; no number. */
        NO_WORD,
        NULL,
        EMPTY,
        /** Nothing reads it. */
        UNREAD,
        /** A layer took away the line that read it. */
        REMOVED
    }

    /**
     * What came to nothing.
     *
     * @param field that has no value for it; null: there is none
     * @param path where it was given; null: in several places
     * @param by the layer that took the field away
     */
    public record Dropped(
            Reason reason,
            @Nullable String field,
            @Nullable String path,
            @Nullable Object raw,
            @Nullable Provenance by) {}

    public Explanation {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        dropped = List.copyOf(dropped);
    }

    /** With another source of one field. */
    public Explanation with(String field, Source source) {
        Map<String, Source> changed = new LinkedHashMap<>(fields);
        Source present = changed.get(field);
        changed.put(field, present == null ? source : source.hiding(List.of(present)));
        return new Explanation(changed, dropped);
    }
}
