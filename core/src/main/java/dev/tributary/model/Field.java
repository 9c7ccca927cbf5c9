package dev.tributary.model;

/**
 * A field of a unified resource.
 *
 * @param readOnly set by the provider alone
 * @param caption one line for API documents; may be empty
 */
public record Field(
        String name, FieldType type, boolean readOnly, boolean required, String caption) {}
