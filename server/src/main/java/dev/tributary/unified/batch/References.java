package dev.tributary.unified.batch;

import dev.tributary.mapping.Expression;
import dev.tributary.mapping.InvalidExpression;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Values with references in them: texts that start with {@code =}. */
final class References {
    private static final String MARK = "=";

    /** A reference that cannot be followed, and where it stands. */
    static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;

        Unresolved(String message) {
            super(message);
        }
    }

    private References() {}

    /** The same tree with an {@link Expression} in the place of each text that is one. */
    static @Nullable Object compiled(
            String where, @Nullable Object value, Consumer<String> problems) {
        return switch (value) {
            case String text when text.startsWith(MARK) -> compile(where, text, problems);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> compiled = new LinkedHashMap<>();
                map.forEach(
                        (name, member) ->
                                compiled.put(
                                        name.toString(),
                                        compiled(where + "." + name, member, problems)));
                yield compiled;
            }
            case List<?> list -> {
                List<@Nullable Object> compiled = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    compiled.add(compiled(where + "[" + i + "]", list.get(i), problems));
                }
                yield compiled;
            }
            case null, default -> value;
        };
    }

    private static Object compile(String where, String text, Consumer<String> problems) {
        try {
            return Expression.compile(text.substring(MARK.length()));
        } catch (InvalidExpression malformed) {
            problems.accept(
                    "%s: '%s' is no JSONata: %s".formatted(where, text, malformed.getMessage()));
            return text;
        }
    }

    /**
     * The tree as it is sent.
     *
     * @throws Unresolved when an expression fails or gives nothing: a value that is missing must
     *     not become a null that clears a field
     */
    static @Nullable Object resolved(
            String where, @Nullable Object value, Map<String, @Nullable Object> answers)
            throws Unresolved {
        return switch (value) {
            case Expression expression -> evaluated(where, expression, answers);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    String name = member.getKey().toString();
                    resolved.put(name, resolved(where + "." + name, member.getValue(), answers));
                }
                yield resolved;
            }
            case List<?> list -> {
                List<@Nullable Object> resolved = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    resolved.add(resolved(where + "[" + i + "]", list.get(i), answers));
                }
                yield resolved;
            }
            case null, default -> value;
        };
    }

    private static Object evaluated(
            String where, Expression expression, Map<String, @Nullable Object> answers)
            throws Unresolved {
        Object result;
        try {
            result = expression.evaluate(answers, Map.of());
        } catch (MappingException failed) {
            throw new Unresolved(
                    "%s: =%s failed: %s"
                            .formatted(where, expression.source(), failed.getMessage()));
        }
        if (result == null) {
            throw new Unresolved("%s: =%s gave nothing".formatted(where, expression.source()));
        }
        return result;
    }
}
