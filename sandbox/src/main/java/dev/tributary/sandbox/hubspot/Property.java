package dev.tributary.sandbox.hubspot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A property of an object type.
 *
 * @param group where it is listed; empty for the group that the type begins with
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
        String group,
        String description,
        Type type,
        String fieldType,
        List<Option> options,
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
        BOOL,
        PHONE_NUMBER;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Type> find(String key) {
            return Arrays.stream(values()).filter(type -> type.key().equals(key)).findFirst();
        }
    }

    /** One value that an enumeration allows, and what people see instead. */
    public record Option(String value, String label) {}

    public Property {
        options = List.copyOf(options);
    }

    /** A text property that a portal has added. */
    public static Property customText(String name, String label) {
        return custom(name, label, Type.STRING, "text");
    }

    /** A number property that a portal has added. */
    public static Property customNumber(String name, String label) {
        return custom(name, label, Type.NUMBER, "number");
    }

    private static Property custom(String name, String label, Type type, String fieldType) {
        return new Property(name, label, "", "", type, fieldType, List.of(), false, false, false);
    }

    /** A property of the provider's own, which the portal may write. */
    static Property defined(String name, Type type, String fieldType, List<Option> options) {
        String label = name.replaceFirst("^hs_", "").replace('_', ' ');
        return new Property(name, label, "", "", type, fieldType, options, false, false, true);
    }

    public Property asUnique() {
        return new Property(
                name, label, group, description, type, fieldType, options, true, readOnly, own);
    }

    Property asMaintained() {
        return new Property(
                name, label, group, description, type, fieldType, options, unique, true, own);
    }

    /** Whether a value may hold several options, with semicolons between them. */
    boolean several() {
        return fieldType.equals("checkbox");
    }
}
