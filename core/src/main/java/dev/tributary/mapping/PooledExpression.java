package dev.tributary.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression on an engine whose compiled form serves one evaluation at a time: instances are
 * pooled.
 */
final class PooledExpression implements Expression {
    private static final int MILLIS_MAX = 2_000;
    private static final int DEPTH_MAX = 300;
    private static final Pattern TEXTS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");
    private static final Pattern PATHS =
            Pattern.compile("(?<![\\w$.])[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");

    private final String source;
    private final List<String> references;
    private final ConcurrentLinkedQueue<Jsonata> pool = new ConcurrentLinkedQueue<>();

    PooledExpression(String source) {
        this.source = source;
        try {
            pool.add(Jsonata.jsonata(source));
        } catch (JException malformed) {
            throw new InvalidExpression(
                    String.valueOf(malformed.getMessage()), malformed.getLocation());
        }
        Set<String> paths = new LinkedHashSet<>();
        Matcher matcher = PATHS.matcher(TEXTS.matcher(source).replaceAll("\"\""));
        while (matcher.find()) {
            paths.add(matcher.group());
        }
        references = List.copyOf(paths);
    }

    @Override
    public @Nullable Object evaluate(
            @Nullable Object input, Map<String, @Nullable Object> bindings) {
        Jsonata engine = pool.poll();
        if (engine == null) {
            engine = Jsonata.jsonata(source);
        }
        try {
            Jsonata.Frame frame = engine.createFrame();
            frame.setRuntimeBounds(MILLIS_MAX, DEPTH_MAX);
            bindings.forEach(frame::bind);
            Object result = plain(engine.evaluate(input, frame));
            pool.add(engine);
            return result;
        } catch (JException failed) {
            throw new MappingException(
                    "%s, in: %s".formatted(failed.getMessage(), source.strip()), failed);
        }
    }

    /** The engine's own lists and nulls do not leave here. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value == Jsonata.NULL_VALUE) {
            return null;
        }
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(String.valueOf(key), plain(member)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(plain(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public List<String> references() {
        return references;
    }
}
