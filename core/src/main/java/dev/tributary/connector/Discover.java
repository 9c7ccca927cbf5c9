package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import java.time.Duration;

/**
 * Finds the fields that one integrated account's records have.
 *
 * @param step the request, of several pages where need be
 * @param fields maps its result to a list of {@link DescribedField}s as objects
 */
public record Discover(Step step, Duration ttl, Expression fields) {}
