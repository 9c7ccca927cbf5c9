package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields that every company has, read from a table. */
final class StandardFields {
    private static final Pattern ACCESS = Pattern.compile("([a-z]+)([!?]?)(?:=(.+))?");
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
        Matcher access = ACCESS.matcher(parts[3]);
        if (!access.matches()) {
            throw new IllegalStateException("malformed access of " + parts[1]);
        }
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
                Field.Access.valueOf(access.group(1).toUpperCase(Locale.ROOT)),
                access.group(2).equals("!"),
                access.group(2).equals("?"),
                options,
                "",
                Optional.ofNullable(access.group(3)).map(StandardFields::initial));
    }

    /** Whole numbers are kept as long. */
    private static Object initial(String json) {
        Object value = Json.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private static List<String> lines() {
        try (InputStream table = StandardFields.class.getResourceAsStream("standard-fields.txt")) {
            if (table == null) {
                throw new IllegalStateException("the jar lacks standard-fields.txt");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
