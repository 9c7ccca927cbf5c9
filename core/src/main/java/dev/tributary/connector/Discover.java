package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import java.time.Duration;

/**
 * Finds the custom fields of one integrated account.
 *
 * @param fields maps the answer to {@code [{key, path, type}]}: the unified custom field's key, the
 *     provider path in a record, and string, number, boolean, date, datetime or enum
 */
public record Discover(Request request, Duration ttl, Expression fields) {}
