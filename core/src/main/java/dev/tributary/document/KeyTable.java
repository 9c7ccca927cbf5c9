package dev.tributary.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of shapes as Markdown, one table for each object. */
public final class KeyTable {
    private final Map<String, Shape.Keys> objects = new LinkedHashMap<>();

    /**
     * @param shared sets of keys that several objects have: each gets a table of its own
     */
    public static String markdown(List<Shape.Keys> shared, Shape.Keys... roots) {
        KeyTable table = new KeyTable();
        shared.forEach(table::visit);
        for (Shape.Keys root : roots) {
            table.visit(root);
        }
        return table.objects.values().stream()
                .map(keys -> section(keys, shared))
                .filter(section -> !section.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    public static KeyTable of(Shape.Keys... roots) {
        KeyTable table = new KeyTable();
        for (Shape.Keys root : roots) {
            table.visit(root);
        }
        return table;
    }

    /** The names of the language's objects. */
    public Set<String> objects() {
        return Collections.unmodifiableSet(objects.keySet());
    }

    /** Every word of the language, once. */
    public Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        objects.values().forEach(keys -> keys.keys().forEach(key -> words.add(key.name())));
        return words;
    }

    private void visit(Shape shape) {
        switch (shape) {
            case Shape.Keys keys -> {
                if (objects.putIfAbsent(keys.name(), keys) == null) {
                    keys.keys().forEach(key -> visit(key.shape()));
                }
            }
            case Shape.Many many -> visit(many.item());
            case Shape.Table table -> visit(table.value());
            case Shape.Either either -> either.shapes().forEach(this::visit);
            case Shape.Text _, Shape.Flag _, Shape.Whole _, Shape.Words _, Shape.Tree _ -> {}
        }
    }

    private static String section(Shape.Keys keys, List<Shape.Keys> shared) {
        List<Shape.Keys> with =
                shared.stream()
                        .filter(each -> !each.equals(keys) && keys.keys().containsAll(each.keys()))
                        .toList();
        StringBuilder rows = new StringBuilder();
        for (Shape.Key key : keys.keys()) {
            if (with.stream().anyMatch(each -> each.keys().contains(key))) {
                continue;
            }
            rows.append(
                    "| `%s` | %s | %s |%n".formatted(key.name(), form(key.shape()), key.caption()));
        }
        String names = with.stream().map(Shape.Keys::name).collect(Collectors.joining(" and "));
        String title =
                "**%s**%s%n"
                        .formatted(keys.name(), names.isEmpty() ? "" : ": as " + names + ", and");
        return rows.isEmpty()
                ? ""
                : title + "\n| key | form | what it is for |\n| --- | --- | --- |\n" + rows;
    }

    private static String form(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text.what();
            case Shape.Flag _ -> "true or false";
            case Shape.Whole whole -> "%d to %d".formatted(whole.min(), whole.max());
            case Shape.Words words -> "`" + String.join("` `", words.words()) + "`";
            case Shape.Tree tree -> tree.what();
            case Shape.Many many -> "list of " + form(many.item());
            case Shape.Table table -> table.what();
            case Shape.Either either ->
                    either.shapes().stream()
                            .map(KeyTable::form)
                            .collect(Collectors.joining(", or "));
            case Shape.Keys keys -> keys.name();
        };
    }
}
