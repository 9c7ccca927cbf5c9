package dev.tributary.sandbox.pipedrive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields that every company has, read from a table. */
final class StandardFields {
    private static final Map<ItemType, List<Field>> ALL = read();

    private StandardFields() {}

    /** In the order in which records show them. */
    static List<Field> of(ItemType type) {
        return ALL.getOrDefault(type, List.of());
    }

    private static Map<ItemType, List<Field>> read() {
        Map<ItemType, List<Field>> all = new EnumMap<>(ItemType.class);
        long id = 1;
        for (String line : lines()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s+", 5);
                all.computeIfAbsent(
                                ItemType.singular(parts[0]).orElseThrow(),
                                unseen -> new ArrayList<>())
                        .add(field(id++, parts));
            }
        }
        return all;
    }

    private static Field field(long id, String[] parts) {
        String access = parts[3].replaceAll("[!?]", "").toUpperCase(Locale.ROOT);
        String[] label = parts[4].split(" \\[", 2);
        List<Field.Option> options = new ArrayList<>();
        if (label.length > 1) {
            for (String choice : label[1].replace("]", "").split(",")) {
                options.add(new Field.Option(options.size() + 1, choice));
            }
        }
        return new Field(
                id,
                parts[1],
                label[0],
                FieldType.named(parts[2]),
                false,
                Field.Access.valueOf(access),
                parts[3].endsWith("!"),
                parts[3].endsWith("?"),
                options,
                "");
    }

    private static List<String> lines() {
        try (InputStream table =
                StandardFields.class.getResourceAsStream("standard-fields.txt")) {
            if (table == null) {
                throw new IllegalStateException("the jar lacks standard-fields.txt");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
