package dev.tributary.model;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.value.Name;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Brings a raw value into the form that the model promises, or refuses it: ids are text, money is
 * decimal text with every digit, times are RFC 3339 in UTC, enums are lower_snake. Empty text is no
 * value. Compiled once per field; safe to share.
 */
@FunctionalInterface
public interface Conform {
    /**
     * @param fell is told of the words and numbers that are null for being none of the model's
     * @throws Nonconforming when the value cannot be brought into form
     */
    @Nullable Object value(@Nullable Object raw, FallThrough fell);

    /**
     * The same of what a caller of ours gives, where no number falls through.
     *
     * @throws Nonconforming when the value cannot be brought into form
     */
    default @Nullable Object value(@Nullable Object raw) {
        return value(raw, FallThrough.refusing());
    }

    static Conform to(FieldType type) {
        return to(type, "");
    }

    /**
     * @param path of the field, as a {@link FallThrough} names it
     */
    static Conform to(FieldType type, String path) {
        return switch (type) {
            case FieldType.Plain plain -> plain(plain, path);
            case FieldType.Choice choice -> new ConformChoice(path, choice.words())::value;
            case FieldType.Reference reference -> group(reference.group(), path);
            case FieldType.Group group -> group(group, path);
            case FieldType.Many many -> many(to(many.item(), path));
        };
    }

    private static Conform plain(FieldType.Plain plain, String path) {
        return switch (plain) {
            case STRING, TEXT -> (raw, _) -> ConformPlain.text(raw);
            case INTEGER -> number(path, ConformPlain::integer);
            case NUMBER -> number(path, ConformPlain::number);
            case BOOLEAN -> (raw, _) -> ConformPlain.bool(raw);
            case DATE -> (raw, _) -> ConformTime.date(raw);
            case DATETIME -> (raw, _) -> ConformTime.datetime(raw);
            case DECIMAL -> number(path, ConformPlain::decimal);
            case MAP -> (raw, _) -> map(raw);
        };
    }

    /**
     * Text that is no number, or one too large, must not keep a record from being read. What no
     * provider says, such as an object, is the mapping's mistake.
     */
    private static Conform number(String path, UnaryOperator<@Nullable Object> exact) {
        return (raw, fell) -> {
            try {
                return exact.apply(raw);
            } catch (Nonconforming wrong) {
                if (!(raw instanceof String || raw instanceof BigDecimal)) {
                    throw wrong;
                }
                fell.add(path, wrong);
                return null;
            }
        };
    }

    /** A part of an object, with its form. */
    record Member(Name name, Conform conform) {
        @Nullable Object value(@Nullable Object raw, FallThrough fell) {
            try {
                return conform.value(raw, fell);
            } catch (Nonconforming refused) {
                throw refused.below(name.text());
            }
        }
    }

    private static Conform group(FieldType.Group group, String path) {
        List<Field> fields = List.copyOf(group.fields().all());
        Shape shape = new Shape(fields.stream().map(Field::name).toList());
        Member[] members =
                fields.stream()
                        .map(
                                field ->
                                        new Member(
                                                new Name(field.name()),
                                                to(field.type(), path + "." + field.name())))
                        .toArray(Member[]::new);
        return (raw, fell) -> group(shape, members, raw, fell);
    }

    private static @Nullable Object group(
            Shape shape, Member[] members, @Nullable Object raw, FallThrough fell) {
        if (raw == null) {
            return null;
        }
        if (!(raw instanceof Map<?, ?> map)) {
            throw new Nonconforming("", "an object", describe(raw));
        }
        Object[] conformed = null;
        int known = 0;
        for (int i = 0; i < members.length; i++) {
            Object given = members[i].name().of(map);
            if (given == Jsonata.UNDEFINED) {
                continue;
            }
            known++;
            Object value = members[i].value(given, fell);
            if (value != null) {
                conformed = conformed == null ? shape.nothing() : conformed;
                conformed[i] = value;
            }
        }
        if (known < map.size()) {
            refuseUnknown(map, shape);
        }
        return conformed == null ? null : new ShapedMap(shape, conformed);
    }

    private static void refuseUnknown(Map<?, ?> map, Shape shape) {
        for (Object key : map.keySet()) {
            if (shape.find(key) < 0) {
                throw new Nonconforming(
                        String.valueOf(key),
                        "one of " + String.join(", ", shape.keys()),
                        "an unknown field");
            }
        }
    }

    /** A single value counts as a list of it: expressions fold lists of one. */
    private static Conform many(Conform item) {
        return (raw, fell) -> {
            if (raw == null) {
                return null;
            }
            List<?> given = raw instanceof List<?> list ? list : List.of(raw);
            List<Object> conformed = new ArrayList<>(given.size());
            for (int i = 0; i < given.size(); i++) {
                Object value;
                try {
                    value = item.value(given.get(i), fell);
                } catch (Nonconforming refused) {
                    throw refused.below("[" + i + "]");
                }
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
            case BigDecimal number -> ConformPlain.shown(number);
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> _ -> "an object";
            default -> Objects.requireNonNull(raw.getClass().getSimpleName());
        };
    }
}
