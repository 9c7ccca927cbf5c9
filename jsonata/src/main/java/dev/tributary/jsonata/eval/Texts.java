package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.JsonText;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** String concatenation; a chain of {@code &} is one node. */
final class Texts extends Node {
    private final Node[] parts;
    private final int position;

    private Texts(Node[] parts, int position) {
        this.parts = parts;
        this.position = position;
    }

    static Texts of(Node left, Node right, int position) {
        List<Node> parts = new ArrayList<>();
        if (left instanceof Texts texts) {
            parts.addAll(List.of(texts.parts));
        } else {
            parts.add(left);
        }
        parts.add(right);
        return new Texts(parts.toArray(Node[]::new), position);
    }

    @Override
    public @Nullable Object eval(@Nullable Object input, Frame frame, Run run) {
        String first = text(parts[0].eval(input, frame, run), run);
        String second = text(parts[1].eval(input, frame, run), run);
        if (parts.length == 2) {
            run.chars(first.length() + second.length());
            return first.concat(second);
        }
        StringBuilder joined = new StringBuilder(first).append(second);
        for (int i = 2; i < parts.length; i++) {
            String part = text(parts[i].eval(input, frame, run), run);
            run.chars(part.length());
            joined.append(part);
        }
        run.chars(joined.length());
        return joined.toString();
    }

    private String text(@Nullable Object value, Run run) {
        if (value instanceof String text) return text;
        if (value == UNDEFINED) return "";
        try {
            return JsonText.of(value, false, run);
        } catch (JsonataException e) {
            throw e.at(position, "&");
        }
    }
}
