package dev.tributary.call.drift;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A field that is no longer what the mapping counts on.
 *
 * @param field the unified field that reads it; null: an expression does
 * @param path where it stands, or stood, in a provider's record
 * @param was its type before; null: it was never described
 * @param is its type now; null: it is gone
 */
record Drift(
        Kind kind, @Nullable String field, String path, @Nullable String was, @Nullable String is) {

    /** What happened to it. */
    enum Kind {
        FIELD_GONE,
        FIELD_CHANGED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Drift gone(@Nullable String field, String path, @Nullable String was) {
        return new Drift(Kind.FIELD_GONE, field, path, was, null);
    }

    static Drift changed(@Nullable String field, String path, String was, String is) {
        return new Drift(Kind.FIELD_CHANGED, field, path, was, is);
    }

    /** For a metric: customers' fields have no end of names, and count under one. */
    String label() {
        if (field == null) {
            return path;
        }
        return Fields.isCustom(field) ? Fields.CUSTOM : field;
    }

    String reason() {
        if (kind == Kind.FIELD_CHANGED) {
            return "the provider's field %s was %s and is %s".formatted(path, was, is);
        }
        return was == null
                ? "the provider has no field %s, which the mapping reads".formatted(path)
                : "the provider has no field %s any more".formatted(path);
    }

    Map<String, @Nullable Object> detail(String resource, String object) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("resource", resource);
        detail.put("object", object);
        detail.put("field", field);
        detail.put("upstream_field", path);
        detail.put("kind", kind.text());
        detail.put("was", was);
        detail.put("is", is);
        return detail;
    }
}
