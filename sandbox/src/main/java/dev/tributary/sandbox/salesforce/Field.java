package dev.tributary.sandbox.salesforce;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One field of an object. Immutable; the with-methods give a changed copy.
 *
 * @param values of a picklist
 * @param referenceTo the objects that a reference can lead to
 * @param relationship the name under which a query goes up; empty without one
 * @param children the name under which a query of the other object goes down; empty without one
 * @param preset the value that a new record gets when it brings none; empty for none
 */
public record Field(
        String name,
        String label,
        FieldType type,
        int length,
        int precision,
        int scale,
        Set<Flag> flags,
        List<String> values,
        List<String> referenceTo,
        String relationship,
        String children,
        String preset) {

    /** Textareas that are longer can be neither filtered nor sorted by. */
    private static final int FILTERABLE_MAX = 255;

    /** What is particular about a field. */
    public enum Flag {
        REQUIRED,
        /** Written by the provider alone. */
        READONLY,
        /** Set when a record is made, and never again. */
        INSERTONLY,
        CALCULATED,
        UNIQUE,
        EXTERNAL,
        /** A picklist that takes no other values. */
        RESTRICTED,
        /** The name of the record. */
        NAME,
        /** The record goes when the one referred to goes. */
        CASCADE
    }

    public Field {
        flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
        values = List.copyOf(values);
        referenceTo = List.copyOf(referenceTo);
    }

    public static Field of(String name, FieldType type) {
        return new Field(
                name,
                label(name),
                type,
                type.length(),
                type.number() ? 18 : 0,
                type == FieldType.CURRENCY || type == FieldType.PERCENT ? 2 : 0,
                Set.of(),
                List.of(),
                List.of(),
                "",
                "",
                "");
    }

    public static Field text(String name, int length) {
        return of(name, FieldType.STRING).withLength(length);
    }

    public static Field number(String name, int precision, int scale) {
        return of(name, FieldType.DOUBLE).withDigits(precision, scale);
    }

    public static Field picklist(String name, String... values) {
        return of(name, FieldType.PICKLIST).withValues(List.of(values));
    }

    /**
     * A reference; the relationship's name follows from the field's: AccountId leads to Account,
     * Parent__c to Parent__r.
     */
    public static Field reference(String name, String... targets) {
        String up =
                name.endsWith("__c")
                        ? name.substring(0, name.length() - 1) + "r"
                        : name.substring(0, name.length() - 2);
        return of(name, FieldType.REFERENCE).withReference(List.of(targets), up, "");
    }

    public Field with(Flag... more) {
        Set<Flag> all = EnumSet.noneOf(Flag.class);
        all.addAll(flags);
        all.addAll(List.of(more));
        return new Field(
                name,
                label,
                type,
                length,
                precision,
                scale,
                all,
                values,
                referenceTo,
                relationship,
                children,
                preset);
    }

    public Field withLabel(String newLabel) {
        return new Field(
                name,
                newLabel,
                type,
                length,
                precision,
                scale,
                flags,
                values,
                referenceTo,
                relationship,
                children,
                preset);
    }

    public Field withLength(int newLength) {
        return new Field(
                name,
                label,
                type,
                newLength,
                precision,
                scale,
                flags,
                values,
                referenceTo,
                relationship,
                children,
                preset);
    }

    public Field withDigits(int newPrecision, int newScale) {
        return new Field(
                name,
                label,
                type,
                length,
                newPrecision,
                newScale,
                flags,
                values,
                referenceTo,
                relationship,
                children,
                preset);
    }

    public Field withValues(List<String> newValues) {
        return new Field(
                name,
                label,
                type,
                length,
                precision,
                scale,
                flags,
                newValues,
                referenceTo,
                relationship,
                children,
                preset);
    }

    public Field withReference(List<String> targets, String up, String down) {
        return new Field(
                name, label, type, length, precision, scale, flags, values, targets, up, down,
                preset);
    }

    public Field withPreset(String value) {
        return new Field(
                name,
                label,
                type,
                length,
                precision,
                scale,
                flags,
                values,
                referenceTo,
                relationship,
                children,
                value);
    }

    boolean is(Flag flag) {
        return flags.contains(flag);
    }

    boolean custom() {
        return name.endsWith("__c");
    }

    boolean calculated() {
        return is(Flag.CALCULATED);
    }

    boolean createable() {
        return !calculated() && !is(Flag.READONLY);
    }

    boolean updateable() {
        return createable() && !is(Flag.INSERTONLY);
    }

    boolean nillable() {
        return !is(Flag.REQUIRED) && type != FieldType.BOOLEAN && type != FieldType.ID;
    }

    boolean hasPreset() {
        return !preset.isEmpty();
    }

    /** Whether a record can be found by it in an upsert. */
    boolean key() {
        return is(Flag.EXTERNAL);
    }

    boolean filterable() {
        return type != FieldType.TEXTAREA || length <= FILTERABLE_MAX;
    }

    boolean sortable() {
        return filterable() && type != FieldType.MULTIPICKLIST;
    }

    /** AnnualRevenue is "Annual Revenue", AccountId is "Account ID". */
    private static String label(String name) {
        String bare = name.endsWith("__c") ? name.substring(0, name.length() - 3) : name;
        List<String> words = new ArrayList<>();
        for (String word : bare.replace('_', ' ').split("(?<=[a-z])(?=[A-Z])| ")) {
            words.add(word.equals("Id") ? "ID" : word);
        }
        return String.join(" ", words);
    }
}
