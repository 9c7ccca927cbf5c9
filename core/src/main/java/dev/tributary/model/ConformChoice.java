package dev.tributary.model;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A provider's word in lower_snake, if it is one of the field's; null otherwise: what a provider
 * made up stays in the remote data.
 */
final class ConformChoice {
    private final Map<String, String> words = new HashMap<>();

    private final String path;

    ConformChoice(String path, List<String> words) {
        this.path = path;
        words.forEach(word -> this.words.put(word, word));
    }

    @Nullable Object value(@Nullable Object raw, FallThrough fell) {
        if (raw == null) {
            return null;
        }
        if (!(raw instanceof String text)) {
            if (raw instanceof Number || raw instanceof Boolean) {
                return known(words.get(raw.toString()), fell);
            }
            throw new Nonconforming(
                    "", "one of " + String.join(", ", words.keySet()), Conform.describe(raw));
        }
        String word = words.get(text);
        if (word != null || text.isBlank()) {
            return word;
        }
        return known(words.get(lowerSnake(text)), fell);
    }

    private @Nullable String known(@Nullable String word, FallThrough fell) {
        if (word == null) {
            fell.add(path);
        }
        return word;
    }

    private static String lowerSnake(String text) {
        return text.strip()
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .toLowerCase(Locale.ROOT);
    }
}
