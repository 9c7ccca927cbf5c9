package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Brings a raw value into the form that the model promises, or refuses it: ids are text, money is
 * decimal text with every digit, times are RFC 3339 in UTC, enums are lower_snake. Empty text is no
 * value. Compiled once per field; safe to share.
 */
@FunctionalInterface
public interface Conform {
    /**
     * @throws Nonconforming when the value cannot be brought into form
     */
    @Nullable Object value(@Nullable Object raw);

    static Conform to(FieldType type) {
        return switch (type) {
            case FieldType.Plain plain -> plain(plain);
            case FieldType.Choice choice -> new ConformChoice(choice.words())::value;
            case FieldType.Reference reference -> group(reference.group());
            case FieldType.Group group -> group(group);
            case FieldType.Many many -> many(to(many.item()));
        };
    }

    private static Conform plain(FieldType.Plain plain) {
        return switch (plain) {
            case STRING, TEXT -> ConformPlain::text;
            case INTEGER -> ConformPlain::integer;
            case NUMBER -> ConformPlain::number;
            case BOOLEAN -> ConformPlain::bool;
            case DATE -> ConformTime::date;
            case DATETIME -> ConformTime::datetime;
            case DECIMAL -> ConformPlain::decimal;
            case MAP -> Conform::map;
        };
    }

    private static Conform group(FieldType.Group group) {
        Map<String, Conform> members = new LinkedHashMap<>();
        group.fields().all().forEach(field -> members.put(field.name(), to(field.type())));
        return raw -> group(members, raw);
    }

    private static @Nullable Object group(Map<String, Conform> members, @Nullable Object raw) {
        if (raw == null) {
            return null;
        }
        if (!(raw instanceof Map<?, ?> map)) {
            throw new Nonconforming("", "an object", describe(raw));
        }
        Map<String, @Nullable Object> conformed = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Conform member = members.get(key);
            if (member == null) {
                throw new Nonconforming(
                        key, "one of " + String.join(", ", members.keySet()), "an unknown field");
            }
            Object value = below(key, member, entry.getValue());
            if (value != null) {
                conformed = conformed == null ? new LinkedHashMap<>() : conformed;
                conformed.put(key, value);
            }
        }
        return conformed;
    }

    private static @Nullable Object below(String key, Conform conform, @Nullable Object raw) {
        try {
            return conform.value(raw);
        } catch (Nonconforming refused) {
            throw refused.below(key);
        }
    }

    /** A single value counts as a list of it: expressions fold lists of one. */
    private static Conform many(Conform item) {
        return raw -> {
            if (raw == null) {
                return null;
            }
            List<?> given = raw instanceof List<?> list ? list : List.of(raw);
            List<Object> conformed = new ArrayList<>(given.size());
            for (int i = 0; i < given.size(); i++) {
                Object value = below("[" + i + "]", item, given.get(i));
                if (value != null) {
                    conformed.add(value);
                }
            }
            return conformed;
        };
    }

    private static @Nullable Object map(@Nullable Object raw) {
        if (raw == null || raw instanceof Map<?, ?>) {
            return raw;
        }
        throw new Nonconforming("", "an object", describe(raw));
    }

    /** A value for a message: short, and with its kind. */
    static String describe(@Nullable Object raw) {
        return switch (raw) {
            case null -> "nothing";
            case String text ->
                    "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> _ -> "an object";
            default -> Objects.requireNonNull(raw.getClass().getSimpleName());
        };
    }
}
