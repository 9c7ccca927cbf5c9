package dev.tributary.http.spec;

import dev.tributary.Json;
import dev.tributary.Secret;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/**
 * Records that are read from JSON or written to it are their own description: the same components,
 * names and nullness that {@link Json} goes by.
 */
final class RecordSchema {
    private RecordSchema() {}

    static Schema of(Class<?> record, boolean shown) {
        Schema schema = Schema.object();
        for (RecordComponent component : record.getRecordComponents()) {
            AnnotatedType type = component.getAnnotatedType();
            boolean nullable = type.isAnnotationPresent(Nullable.class);
            Schema member = nullable ? of(type, shown).orNull() : of(type, shown);
            String name = snake(component.getName());
            schema = nullable && !shown ? schema.maybe(name, member) : schema.with(name, member);
        }
        return schema;
    }

    private static Schema of(AnnotatedType annotated, boolean shown) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType generic
                && annotated instanceof AnnotatedParameterizedType parameters) {
            AnnotatedType[] arguments = parameters.getAnnotatedActualTypeArguments();
            Schema last = of(arguments[arguments.length - 1], shown);
            return generic.getRawType() instanceof Class<?> raw
                            && Collection.class.isAssignableFrom(raw)
                    ? Schema.list(last)
                    : Schema.map(last);
        }
        return type instanceof Class<?> plain ? of(plain, shown, annotated) : Schema.anything();
    }

    private static Schema of(Class<?> type, boolean shown, AnnotatedType annotated) {
        if (type.isRecord()) {
            return of(type, shown);
        }
        if (type == String.class || type == Secret.class) {
            return Schema.text();
        }
        if (type == Instant.class) {
            return Schema.instant();
        }
        if (type == LocalDate.class) {
            return Schema.date();
        }
        if (type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class) {
            return Schema.whole();
        }
        if (type == boolean.class || type == Boolean.class) {
            return Schema.flag();
        }
        if (type == Object.class || type.getName().endsWith("JsonNode")) {
            return Schema.anything();
        }
        if (Map.class.isAssignableFrom(type)) {
            return Schema.map(Schema.anything());
        }
        throw new IllegalArgumentException("no schema for " + annotated);
    }

    /** As {@link Json} names it. */
    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
