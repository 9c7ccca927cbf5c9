package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dice;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one company's records, standard ones and its own. Safe for use by many threads. */
public final class Fields {
    /** Beyond the numbers of the standard fields. */
    private static final long FIRST_CUSTOM_ID = 10_001;

    private static final int KEY_DIGITS = 40;

    private final Dice dice;
    private final long companyId;
    private final Map<ItemType, List<Field>> custom = new EnumMap<>(ItemType.class);
    private long nextId = FIRST_CUSTOM_ID;
    private long nextOption = 1;

    Fields(long companyId, Dice dice) {
        this.companyId = companyId;
        this.dice = dice;
    }

    /** All fields of a kind of record, standard ones first. */
    public synchronized List<Field> all(ItemType type) {
        List<Field> all = new ArrayList<>(StandardFields.of(type));
        all.addAll(custom(type));
        return all;
    }

    /** The company's own fields; leads have those of deals. */
    public synchronized List<Field> custom(ItemType type) {
        return List.copyOf(custom.getOrDefault(holder(type), List.of()));
    }

    public synchronized Optional<Field> find(ItemType type, String code) {
        return all(type).stream().filter(field -> field.code().equals(code)).findFirst();
    }

    public synchronized Optional<Field> find(ItemType type, long id) {
        return all(type).stream().filter(field -> field.id() == id).findFirst();
    }

    /**
     * Makes a field; its key follows from the seed, the company and its number.
     *
     * @throws IllegalArgumentException when options are missing or of no use
     */
    public synchronized Field add(
            ItemType type, String name, FieldType fieldType, List<String> labels) {
        boolean chosen = fieldType == FieldType.ENUM || fieldType == FieldType.SET;
        if (chosen == labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "options must be given for enum and set fields, and for no others");
        }
        List<Field.Option> options = new ArrayList<>();
        labels.forEach(label -> options.add(new Field.Option(nextOption++, label)));
        long id = nextId++;
        Field field =
                new Field(
                        id,
                        key(id),
                        name,
                        fieldType,
                        true,
                        Field.Access.WRITE,
                        false,
                        true,
                        options,
                        "",
                        Optional.empty());
        custom.computeIfAbsent(holder(type), unseen -> new ArrayList<>()).add(field);
        return field;
    }

    synchronized Field addOptions(ItemType type, Field field, List<String> labels) {
        List<Field.Option> options = new ArrayList<>(field.options());
        labels.forEach(label -> options.add(new Field.Option(nextOption++, label)));
        return replace(type, field.offering(options));
    }

    synchronized Field replace(ItemType type, Field field) {
        custom.getOrDefault(holder(type), List.of())
                .replaceAll(old -> old.code().equals(field.code()) ? field : old);
        return field;
    }

    /** Takes one of the company's own fields away; false when there is none with that code. */
    public synchronized boolean remove(ItemType type, String code) {
        List<Field> fields = custom.get(holder(type));
        return fields != null && fields.removeIf(field -> field.code().equals(code));
    }

    private static ItemType holder(ItemType type) {
        return type == ItemType.LEAD ? ItemType.DEAL : type;
    }

    private String key(long id) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < KEY_DIGITS; i++) {
            key.append(
                    Long.toHexString(dice.number(16, "key %d %d %d".formatted(companyId, id, i))));
        }
        return key.toString();
    }
}
