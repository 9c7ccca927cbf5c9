package dev.tributary;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with JSON that was sent to us, in the words of JSON and not of our classes. */
final class MalformedJson {
    private static final String MISSING = "Missing required creator property";

    private MalformedJson() {}

    static Failure of(JacksonException e) {
        // A record's compact constructor speaks for itself: its message is the answer.
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return new Failure(Code.INVALID_REQUEST, cause.getMessage(), e);
            }
        }
        TokenStreamLocation at = e.getLocation();
        boolean placed = at != null && at.getLineNr() > 0;
        String where = placed ? " (line %d)".formatted(at.getLineNr()) : "";
        String path = path(e);
        return new Failure(
                        Code.INVALID_REQUEST,
                        "the JSON cannot be read%s: %s".formatted(where, problem(e, path)),
                        e)
                .with("path", path);
    }

    /** Such as {@code requests[0].method}; empty for the whole. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    private static String problem(JacksonException e, String path) {
        String what = path.isEmpty() ? "it" : path;
        return switch (e) {
            case PropertyBindingException unknown ->
                    "there is no %s; there is %s".formatted(what, known(unknown));
            case InvalidNullException _ -> what + " must not be null";
            case MismatchedInputException wrong -> {
                boolean missing = wrong.getOriginalMessage().startsWith(MISSING);
                yield what + (missing ? " must be there" : " must be " + expected(wrong));
            }
            case StreamReadException syntax -> firstLine(syntax);
            default -> path.isEmpty() ? firstLine(e) : what + " is not as it must be";
        };
    }

    private static String known(PropertyBindingException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        return known == null || known.isEmpty()
                ? "none"
                : known.stream()
                        .map(Object::toString)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
    }

    private static String expected(MismatchedInputException wrong) {
        Class<?> type = wrong.getTargetType();
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class
                || type == BigInteger.class) {
            return "a whole number";
        }
        if (type == BigDecimal.class || type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == Instant.class) {
            return "a time such as 2026-01-31T09:00:00Z";
        }
        if (type == LocalDate.class) {
            return "a date such as 2026-01-31";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "something else";
    }

    private static String firstLine(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("it is malformed");
    }
}
