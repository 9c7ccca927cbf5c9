package dev.tributary.connector;

import com.google.re2j.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a customer must type in to connect.
 *
 * @param label for people
 * @param pattern what the whole answer must match; null: anything
 * @param secret sealed, and seen by expressions as {@code $credential.name}; others become account
 *     variables
 * @param otherwise what an empty answer means; null: it must not be empty
 */
public record Question(
        String name,
        String label,
        @Nullable Pattern pattern,
        boolean secret,
        @Nullable String otherwise) {}
