package dev.tributary.sandbox.salesforce;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One field of an object. Immutable; the with-methods give a changed copy.
 *
 * @param values of a picklist
 * @param preset the value that a new record gets when it brings none; empty for none
 */
public record Field(
        String name,
        String label,
        FieldType type,
        Size size,
        Set<Flag> flags,
        List<String> values,
        Reference reference,
        String preset) {

    public record Size(int length, int precision, int scale) {}

    /**
     * Where a field leads.
     *
     * @param to the objects that it can lead to; empty for what is no reference
     * @param up what a query calls the way up; empty without one
     * @param down what a query of the other object calls the way down; empty without one
     */
    public record Reference(List<String> to, String up, String down) {
        public Reference {
            to = List.copyOf(to);
        }
    }

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
    }

    public static Field of(String name, FieldType type) {
        return new Field(
                name,
                label(name),
                type,
                new Size(
                        type.length(),
                        type.number() ? 18 : 0,
                        type == FieldType.CURRENCY || type == FieldType.PERCENT ? 2 : 0),
                Set.of(),
                List.of(),
                new Reference(List.of(), "", ""),
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
        return new Field(name, label, type, size, all, values, reference, preset);
    }

    public Field withLabel(String newLabel) {
        return new Field(name, newLabel, type, size, flags, values, reference, preset);
    }

    public Field withLength(int length) {
        return withSize(new Size(length, size.precision(), size.scale()));
    }

    public Field withDigits(int precision, int scale) {
        return withSize(new Size(size.length(), precision, scale));
    }

    private Field withSize(Size newSize) {
        return new Field(name, label, type, newSize, flags, values, reference, preset);
    }

    public Field withValues(List<String> newValues) {
        return new Field(name, label, type, size, flags, newValues, reference, preset);
    }

    public Field withReference(List<String> to, String up, String down) {
        Reference leads = new Reference(to, up, down);
        return new Field(name, label, type, size, flags, values, leads, preset);
    }

    public Field withPreset(String value) {
        return new Field(name, label, type, size, flags, values, reference, value);
    }

    int length() {
        return size.length();
    }

    List<String> referenceTo() {
        return reference.to();
    }

    String relationship() {
        return reference.up();
    }

    String children() {
        return reference.down();
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
        return type != FieldType.TEXTAREA || length() <= FILTERABLE_MAX;
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
