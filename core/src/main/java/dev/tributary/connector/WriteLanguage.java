package dev.tributary.connector;

import static dev.tributary.connector.Formats.EXPRESSION;
import static dev.tributary.document.Shape.key;

import dev.tributary.document.Shape;

import java.util.List;
import java.util.Set;

/** The keys of write modes: how a write of money stays single. */
final class WriteLanguage {
    private WriteLanguage() {}

    static Shape compareAndSet() {
        Shape steps = RequestLanguage.steps();
        Shape.Keys send = RequestLanguage.request("send", Set.of(), List.of());
        return Shape.Keys.of(
                "compare_and_set",
                Set.of(
                        "find",
                        "destination",
                        "read",
                        "current",
                        "version",
                        "send",
                        "max",
                        "confirm",
                        "processed"),
                List.of(
                        key("find", "steps that look for the open destination", steps),
                        key("destination", "its id out of them; none: nothing is open", EXPRESSION),
                        key("read", "steps that read the cells of $rows in $destination", steps),
                        key("current", "decimal text of $row's amount", EXPRESSION),
                        key("version", "what `send` needs to know $row unchanged", EXPRESSION),
                        key("refused", "why $row cannot be written at all", EXPRESSION),
                        key("send", "writes $rows of {row, version, wanted}", send),
                        key("max", "most rows of one send", new Shape.Whole(1, 10_000)),
                        key("confirm", "steps that look at $destination again", steps),
                        key("processed", "whether what it holds is final", EXPRESSION),
                        key(
                                "negative",
                                "amounts below zero: send or refuse",
                                new Shape.Words(List.of("send", "refuse")))));
    }
}
