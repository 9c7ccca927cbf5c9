package dev.tributary.event;

import dev.tributary.connector.Webhooks;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** What a connector reads out of a webhook whose signature was right. */
public final class ReadHints {
    private ReadHints() {}

    /**
     * The hints as the connector gives them: a list, one, or null.
     *
     * @throws MappingException when the connector's expression fails, or gives what is no hint
     */
    public static @Nullable Object of(Webhooks webhooks, @Nullable Object body) {
        Object hints = webhooks.events().evaluate(body, Map.of());
        Hint.readAll(hints);
        return hints;
    }
}
