package dev.tributary.sandbox.hubspot;

import java.util.List;
import java.util.Locale;

/**
 * A property of an object type.
 *
 * @param type what its values are made of
 * @param fieldType the form field it is edited with
 * @param options the values allowed for {@link Type#ENUMERATION}; empty where others decide
 * @param unique no two records may hold the same value; usable as idProperty
 * @param readOnly maintained by the provider
 * @param own defined by the provider rather than by the portal
 */
public record Property(
        String name,
        String label,
        Type type,
        String fieldType,
        List<String> options,
        boolean unique,
        boolean readOnly,
        boolean own) {

    /** The provider's value types. */
    public enum Type {
        STRING,
        NUMBER,
        DATE,
        DATETIME,
        ENUMERATION,
        BOOL;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Property {
        options = List.copyOf(options);
    }

    /** A text property that a portal has added. */
    public static Property customText(String name, String label) {
        return new Property(name, label, Type.STRING, "text", List.of(), false, false, false);
    }

    /** A number property that a portal has added. */
    public static Property customNumber(String name, String label) {
        return new Property(name, label, Type.NUMBER, "number", List.of(), false, false, false);
    }

    public Property asUnique() {
        return new Property(name, label, type, fieldType, options, true, readOnly, own);
    }

    static Property text(String name) {
        return defined(name, Type.STRING, "text", false);
    }

    static Property number(String name) {
        return defined(name, Type.NUMBER, "number", false);
    }

    static Property instant(String name) {
        return defined(name, Type.DATETIME, "date", false);
    }

    static Property choice(String name, String... options) {
        return new Property(
                name,
                label(name),
                Type.ENUMERATION,
                "select",
                List.of(options),
                false,
                false,
                true);
    }

    static Property maintained(String name, Type type) {
        return defined(name, type, "text", true);
    }

    private static Property defined(String name, Type type, String field, boolean readOnly) {
        return new Property(name, label(name), type, field, List.of(), false, readOnly, true);
    }

    private static String label(String name) {
        return name.replaceFirst("^hs_", "").replace('_', ' ');
    }
}
