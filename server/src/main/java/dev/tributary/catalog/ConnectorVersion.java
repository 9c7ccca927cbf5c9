package dev.tributary.catalog;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * One version of a connector that an environment brought itself, as it was written.
 *
 * @param files texts by path, such as {@code crm/contacts.yaml}; null: from this version on there
 *     is none
 */
public record ConnectorVersion(
        String name,
        long version,
        @Nullable Map<String, String> files,
        @Nullable String note,
        String createdBy,
        Instant createdAt) {}
