package dev.tributary.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A form with {@code {name}} for what is filled in; what stands in {@code [brackets]} is left out
 * when something in it is empty.
 */
record Template(List<Part> parts) {
    sealed interface Part {}

    record Text(String text) implements Part {}

    record Slot(String name) implements Part {}

    record Optional(Template inner) implements Part {}

    Template {
        parts = List.copyOf(parts);
    }

    /**
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Template parse(String source) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            char open = source.charAt(at);
            if (open == '{' || open == '[') {
                int close = source.indexOf(open == '{' ? '}' : ']', at);
                if (close < 0) {
                    throw new IllegalArgumentException(
                            "'%s' has a %c without its end".formatted(source, open));
                }
                String inner = source.substring(at + 1, close);
                parts.add(open == '{' ? new Slot(inner) : new Optional(parse(inner)));
                at = close + 1;
            } else {
                int end = at;
                while (end < source.length() && "{[".indexOf(source.charAt(end)) < 0) {
                    end++;
                }
                parts.add(new Text(source.substring(at, end)));
                at = end;
            }
        }
        return new Template(parts);
    }

    /** Names that it asks for, those in brackets too. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Text _ -> {}
                case Slot slot -> names.add(slot.name());
                case Optional optional -> names.addAll(optional.inner().names());
            }
        }
        return names;
    }

    String fill(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Text text -> out.append(text.text());
                case Slot slot -> out.append(values.getOrDefault(slot.name(), ""));
                case Optional optional -> {
                    boolean full =
                            optional.inner().names().stream()
                                    .noneMatch(name -> values.getOrDefault(name, "").isEmpty());
                    if (full) {
                        out.append(optional.inner().fill(values));
                    }
                }
            }
        }
        return out.toString();
    }
}
