package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.db.Jsonb;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

import java.util.Map;

/**
 * A record's data as text that is equal exactly when the data is: members sorted, every digit kept.
 */
record Canonical(Jsonb json, byte[] hash) {
    private static final ObjectWriter WRITER =
            Json.mapper().writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /**
     * @throws Failure {@code mapping_failed} for what the store cannot hold
     */
    static Canonical of(Map<String, @Nullable Object> data) {
        byte[] bytes;
        try {
            bytes = WRITER.writeValueAsBytes(data);
        } catch (JacksonException e) {
            throw new Failure(
                    Code.MAPPING_FAILED,
                    "the data cannot be written: " + e.getOriginalMessage(),
                    e);
        }
        Jsonb json = Jsonb.of(bytes);
        if (json.text().contains("\\u0000")) {
            throw new Failure(Code.MAPPING_FAILED, "the data holds a NUL character");
        }
        return new Canonical(json, Sha256.of(bytes));
    }
}
