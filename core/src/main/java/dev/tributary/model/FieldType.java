package dev.tributary.model;

import java.util.List;

/** What a unified field holds. */
public sealed interface FieldType {
    /** The plain types. */
    enum Plain implements FieldType {
        STRING("string", "text of one line; ids are strings"),
        TEXT("text", "text of any length"),
        INTEGER("integer", "a whole number"),
        NUMBER("number", "a number"),
        BOOLEAN("boolean", "true or false"),
        DATE("date", "a day, such as 2017-03-31"),
        DATETIME("datetime", "an instant in RFC 3339, in UTC"),
        DECIMAL("decimal", "an exact decimal as text: money and rates"),
        MAP("map", "values under keys of the integrated account's own");

        private final String word;
        private final String caption;

        Plain(String word, String caption) {
            this.word = word;
            this.caption = caption;
        }

        /** As written in model files. */
        public String word() {
            return word;
        }

        public String caption() {
            return caption;
        }
    }

    /** One of these words; a provider's value that is none of them gives null. */
    record Choice(List<String> words) implements FieldType {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** {@code {id, name}} of a record of another resource. */
    record Reference(String resource, Group group) implements FieldType {}

    /** An object of fields. */
    record Group(Fields fields) implements FieldType {}

    record Many(FieldType item) implements FieldType {}
}
