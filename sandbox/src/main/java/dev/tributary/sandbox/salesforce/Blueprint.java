package dev.tributary.sandbox.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads objects.txt: the objects and fields that every org has from the start. */
final class Blueprint {
    private static final String FILE = "objects.txt";

    private final List<Entity> entities = new ArrayList<>();

    private Blueprint() {}

    static List<Entity> read() {
        Blueprint blueprint = new Blueprint();
        for (String line : lines()) {
            String text = line.strip();
            if (text.startsWith("object ")) {
                blueprint.entities.add(entity(text.substring("object ".length())));
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                Entity last = blueprint.entities.removeLast();
                blueprint.entities.add(last.with(field(last, text)));
            }
        }
        return blueprint.entities;
    }

    /** The fields that the provider maintains on every object. */
    static Entity withSystemFields(Entity bare) {
        Entity entity = bare.with(maintained(Field.of("Id", FieldType.ID)));
        entity =
                entity.with(
                        maintained(Field.of("IsDeleted", FieldType.BOOLEAN)).withLabel("Deleted"));
        if (bare.is(Entity.Trait.OWNED)) {
            entity = entity.with(Field.reference("OwnerId", "User").with(Field.Flag.REQUIRED));
        }
        for (String name : List.of("Created", "LastModified")) {
            entity = entity.with(maintained(Field.of(name + "Date", FieldType.DATETIME)));
            entity = entity.with(maintained(Field.reference(name + "ById", "User")));
        }
        return entity.with(maintained(Field.of("SystemModstamp", FieldType.DATETIME)));
    }

    private static Field maintained(Field field) {
        return field.with(Field.Flag.READONLY, Field.Flag.REQUIRED);
    }

    private static Entity entity(String text) {
        String[] parts = text.split("\\|");
        String[] head = parts[0].strip().split("\\s+");
        Set<Entity.Trait> traits = EnumSet.noneOf(Entity.Trait.class);
        for (int i = 2; i < head.length; i++) {
            traits.add(Entity.Trait.valueOf(head[i].toUpperCase(Locale.ROOT)));
        }
        return withSystemFields(
                new Entity(
                        head[0],
                        head[1],
                        parts[1].strip(),
                        parts[2].strip(),
                        traits,
                        new LinkedHashMap<>()));
    }

    /** Such as: Name string(255) required name; values of a picklist follow an equals sign. */
    private static Field field(Entity entity, String text) {
        String[] sides = text.split(" = ", 2);
        String[] words = sides[0].strip().split("\\s+");
        Field field = typed(words[0], words[1]);
        if (sides.length > 1) {
            field =
                    field.withValues(
                            List.of(sides[1].split(";")).stream().map(String::strip).toList());
        }
        for (int i = 2; i < words.length; i++) {
            field = flagged(field, words[i]);
        }
        return field.name().equals("Name") ? field.withLabel(entity.label() + " Name") : field;
    }

    private static Field flagged(Field field, String flag) {
        String[] pair = flag.split(":", 2);
        return switch (pair[0]) {
            case "up" -> field.withReference(field.referenceTo(), pair[1], field.children());
            case "down" -> field.withReference(field.referenceTo(), field.relationship(), pair[1]);
            case "preset" -> field.withPreset(pair[1].replace('~', ' '));
            default -> field.with(Field.Flag.valueOf(pair[0].toUpperCase(Locale.ROOT)));
        };
    }

    private static Field typed(String name, String type) {
        int open = type.indexOf('(');
        String kind = open < 0 ? type : type.substring(0, open);
        String[] arguments =
                open < 0 ? new String[0] : type.substring(open + 1, type.length() - 1).split(",");
        FieldType found =
                FieldType.find(kind)
                        .orElseThrow(() -> new IllegalStateException("no type " + type));
        if (found == FieldType.REFERENCE) {
            return Field.reference(name, arguments);
        }
        Field field = Field.of(name, found);
        if (arguments.length == 1) {
            return field.withLength(Integer.parseInt(arguments[0]));
        }
        return arguments.length == 2
                ? field.withDigits(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))
                : field;
    }

    private static List<String> lines() {
        try (InputStream text = Blueprint.class.getResourceAsStream(FILE)) {
            if (text == null) {
                throw new IllegalStateException("the jar lacks " + FILE);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
