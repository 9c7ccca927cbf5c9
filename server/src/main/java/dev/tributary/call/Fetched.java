package dev.tributary.call;

import dev.tributary.mapping.Mapping;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** One record as the provider gave it and as we map it. */
public record Fetched(Mapping.Mapped mapped, Map<String, @Nullable Object> remote) {
    public String id() {
        return mapped.id();
    }

    public Map<String, @Nullable Object> data() {
        return mapped.data();
    }
}
