package dev.tributary;

import dev.tributary.mapping.ExpressionLimits;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what expressions of overrides may use. */
final class LoadLimits {
    private static final String USUAL = "connectors.expression_limits";
    private static final String OTHERS = "connectors.environment_limits";
    private static final String FORM = "(\\d{1,6})(ms|s)\\s+(\\d{1,12})";
    private static final Pattern LIMITS = Pattern.compile(FORM);
    private static final Pattern OF_ONE = Pattern.compile("\\s*(\\w+):\\s*(" + FORM + ")\\s*");

    private final Settings settings;

    LoadLimits(Settings settings) {
        this.settings = settings;
    }

    Config.Limits limits() {
        ExpressionLimits usual = limits(settings.get(USUAL).text().strip());
        if (usual == null) {
            wrong(USUAL, "must be a time and a number of steps, such as 2s 50000000");
        }
        Map<String, ExpressionLimits> others = new LinkedHashMap<>();
        String text = settings.get(OTHERS).text();
        for (String one : text.isBlank() ? new String[0] : text.split(",")) {
            Matcher matcher = OF_ONE.matcher(one);
            ExpressionLimits limits = matcher.matches() ? limits(matcher.group(2)) : null;
            if (limits == null) {
                wrong(OTHERS, "must be environments with limits: env_…: 2s 50000000, env_…: …");
            } else {
                others.put(matcher.group(1), limits);
            }
        }
        return new Config.Limits(usual == null ? ExpressionLimits.DEFAULT : usual, others);
    }

    private static @Nullable ExpressionLimits limits(String text) {
        Matcher matcher = LIMITS.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        long steps = Long.parseLong(matcher.group(3));
        if (amount == 0 || steps == 0) {
            return null;
        }
        ExpressionLimits usual = ExpressionLimits.DEFAULT;
        return new ExpressionLimits(
                matcher.group(2).equals("s")
                        ? Duration.ofSeconds(amount)
                        : Duration.ofMillis(amount),
                steps,
                usual.values(),
                usual.characters());
    }

    private void wrong(String key, String must) {
        settings.problem(
                settings.get(key).origin(),
                "%s is '%s'; it %s".formatted(key, settings.get(key).text().strip(), must));
    }
}
