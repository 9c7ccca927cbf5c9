package dev.tributary.sandbox.pipedrive;

import java.util.List;
import java.util.Optional;

/**
 * One field of a kind of record.
 *
 * @param id what API v1 and filters call it
 * @param code its key in records: a word, or 40 hexadecimal digits for a company's own fields
 * @param custom made by the company
 * @param required on creation
 * @param clearable whether null takes the value away
 * @param options of enum and set fields, and of choices
 * @param initial what new records hold when nobody says otherwise
 */
public record Field(
        long id,
        String code,
        String name,
        FieldType type,
        boolean custom,
        Access access,
        boolean required,
        boolean clearable,
        List<Option> options,
        String description,
        Optional<Object> initial) {

    public Field {
        options = List.copyOf(options);
    }

    /** One of the values that can be chosen. */
    public record Option(long id, String label) {}

    /** Who sets a field, and when it is shown. */
    public enum Access {
        READ,
        CREATE,
        UPDATE,
        WRITE,
        /** Shown only when include_fields names it. */
        ASK;

        boolean taken(boolean creation) {
            return switch (this) {
                case READ -> false;
                case CREATE -> creation;
                case UPDATE -> !creation;
                case WRITE, ASK -> true;
            };
        }
    }

    Optional<Option> option(long optionId) {
        return options.stream().filter(option -> option.id() == optionId).findFirst();
    }

    Field named(String newName, String newDescription) {
        return new Field(
                id,
                code,
                newName,
                type,
                custom,
                access,
                required,
                clearable,
                options,
                newDescription,
                initial);
    }

    Field offering(List<Option> newOptions) {
        return new Field(
                id,
                code,
                name,
                type,
                custom,
                access,
                required,
                clearable,
                newOptions,
                description,
                initial);
    }
}
