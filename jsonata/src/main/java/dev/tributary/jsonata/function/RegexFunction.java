package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Callable;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.JsonText;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Shape;
import dev.tributary.jsonata.value.ShapedMap;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A regular expression: a function from a string to its first match, which knows how to find the
 * next.
 */
public final class RegexFunction extends Callable {
    private static final Shape MATCH =
            new Shape(List.of("match", "start", "end", "groups", "next"));
    private static final int LARGEST = 5_000;

    private final String source;
    private final Pattern pattern;
    private final RegexShortcut shortcut;
    private final int weight;

    private RegexFunction(String source, Pattern pattern, RegexShortcut shortcut) {
        this.source = source;
        this.pattern = pattern;
        this.shortcut = shortcut;
        this.weight = 1 + pattern.programSize() / 16;
    }

    /**
     * The function of a literal.
     *
     * @throws JsonataException S0303 if it needs look-around or back-references, S0304 if it is
     *     malformed or too large
     */
    public static RegexFunction of(String source, String flags) {
        boolean ignoreCase = flags.contains("i");
        boolean multiline = flags.contains("m");
        String translated = new RegexTranslator(source, ignoreCase).translate();
        try {
            Pattern pattern = Pattern.compile(translated, multiline ? Pattern.MULTILINE : 0);
            if (pattern.programSize() > LARGEST)
                throw new JsonataException("S0304", "it is too large");
            return new RegexFunction(
                    source, pattern, RegexShortcut.of(source, ignoreCase, multiline));
        } catch (PatternSyntaxException e) {
            throw new JsonataException("S0304", e.getDescription());
        }
    }

    /** A walk over the matches in one string. */
    final class Walk {
        private final String text;
        private final Run run;
        private final Matcher matcher;
        private int from;

        private Walk(String text, int from, Run run) {
            this.text = text;
            this.from = from;
            this.run = run;
            this.matcher = pattern.matcher(new MeteredText(text, weight, run));
        }

        /** Finds the first match. */
        boolean first() {
            return find();
        }

        /** Finds the next match; an empty one would never end and is an error. */
        boolean next() {
            if (from >= text.length() || !find()) return false;
            if (matcher.start() == matcher.end()) throw new JsonataException("D1004", source);
            return true;
        }

        private boolean find() {
            if (from > text.length() || !matcher.find(from)) return false;
            from = matcher.end();
            return true;
        }

        int start() {
            return matcher.start();
        }

        int end() {
            return matcher.end();
        }

        String match() {
            run.chars(matcher.end() - matcher.start());
            return text.substring(matcher.start(), matcher.end());
        }

        Items groups() {
            Items groups = Items.list(matcher.groupCount());
            for (int i = 1; i <= matcher.groupCount(); i++) {
                int start = matcher.start(i);
                run.nodes(1);
                run.chars(matcher.end(i) - start);
                groups.add(start < 0 ? UNDEFINED : text.substring(start, matcher.end(i)));
            }
            return groups;
        }

        /** The match as an object: what matcher functions of other makes return as well. */
        Map<String, Object> object() {
            int after = from;
            return new ShapedMap(
                    MATCH,
                    new Object[] {
                        match(), (long) start(), (long) end(), groups(), new Next(text, after)
                    });
        }
    }

    /** The function that finds the match after one. */
    private final class Next extends Callable {
        private final String text;
        private final int from;

        Next(String text, int from) {
            this.text = text;
            this.from = from;
        }

        @Override
        public int arity() {
            return 0;
        }

        @Override
        public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
            Walk walk = new Walk(text, from, run);
            return walk.next() ? walk.object() : UNDEFINED;
        }
    }

    Walk walk(String text, Run run) {
        return new Walk(text, 0, run);
    }

    /** Whether there is a match at all. */
    public boolean finds(String text, Run run) {
        if (shortcut == null) return new Walk(text, 0, run).first();
        run.steps(text.length() >> 4);
        return shortcut.finds(text);
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public @Nullable Object apply(Object[] arguments, @Nullable Object input, Run run) {
        String text = arguments.length == 0 ? "undefined" : text(arguments[0], run);
        int from =
                arguments.length > 1 && arguments[1] instanceof Number at
                        ? (int) Numbers.floor(at)
                        : 0;
        Walk walk = new Walk(text, Math.max(0, from), run);
        return walk.first() ? walk.object() : UNDEFINED;
    }

    /** A value as text, the way the reference's own language makes it one. */
    private static String text(@Nullable Object value, Run run) {
        if (value instanceof Map<?, ?>) return "[object Object]";
        if (!(value instanceof List<?> list))
            return value == UNDEFINED ? "undefined" : JsonText.of(value, false, run);
        StringJoiner texts = new StringJoiner(",");
        run.enter(1);
        for (Object item : list) {
            String text = item == null || item == UNDEFINED ? "" : text(item, run);
            run.chars(text.length() + 1);
            texts.add(text);
        }
        run.leave(1);
        return texts.toString();
    }
}
