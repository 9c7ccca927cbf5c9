package dev.tributary.connector;

import static dev.tributary.connector.Formats.TEXT;
import static dev.tributary.document.Shape.key;

import dev.tributary.dialect.Dialect;
import dev.tributary.dialect.Operator;
import dev.tributary.document.Node;
import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Complaint;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of query languages, and how they become a {@link Dialect}. */
final class DialectLanguage {
    static final List<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::text).toList();
    private static final List<String> KINDS =
            List.of("string", "number", "boolean", "date", "datetime");

    private DialectLanguage() {}

    static Shape dialect() {
        return Shape.Keys.of(
                "dialect",
                Set.of("query", "operators", "literals"),
                List.of(
                        key(
                                "query",
                                "a statement over {fields} {object} {where} {order} {size}; a part"
                                        + " in [brackets] goes when it is empty",
                                form("a statement with {fields}", true)),
                        key(
                                "operators",
                                "how {path} and {value} are compared",
                                new Shape.Table(
                                        "operators to comparisons",
                                        form("a comparison", false),
                                        OPERATORS)),
                        key(
                                "literals",
                                "how values are written, by kind: {} is the value",
                                new Shape.Table("kinds to forms", TEXT, KINDS)),
                        key("nothing", "how null is written; null unless said otherwise", TEXT),
                        key(
                                "escape",
                                "characters of a string that are replaced",
                                new Shape.Table("characters to texts", TEXT)),
                        key("like", "around a string that is searched for; {} is the string", TEXT),
                        key(
                                "escape_like",
                                "characters replaced in it beside those of `escape`",
                                new Shape.Table("characters to texts", TEXT)),
                        key(
                                "words",
                                "its and, or, asc, desc, where they are not capitals",
                                new Shape.Table(
                                        "words to words",
                                        TEXT,
                                        List.of("and", "or", "asc", "desc"))),
                        key(
                                "max_bytes",
                                "longest statement, percent-encoded; a longer one is split by"
                                        + " fields",
                                new Shape.Whole(200, 10_000_000))));
    }

    private static Shape form(String what, boolean isQuery) {
        return new Shape.Text(
                what, null, text -> Dialect.complaint(text, isQuery).map(Complaint::new));
    }

    /** Null when there is none. */
    static Optional<Dialect> compile(Node node) {
        if (!node.isPresent()) {
            return Optional.empty();
        }
        Map<Operator, String> operators = new EnumMap<>(Operator.class);
        texts(node.at("operators"))
                .forEach((name, form) -> operators.put(Operator.of(name).orElseThrow(), form));
        return Optional.of(
                new Dialect(
                        new Dialect.Source(
                                node.at("query").text().orElseThrow(),
                                operators,
                                texts(node.at("literals")),
                                node.at("nothing").text().orElse("null"),
                                texts(node.at("escape")),
                                node.at("like").text().orElse("%{}%"),
                                texts(node.at("escape_like")),
                                texts(node.at("words")),
                                node.at("max_bytes").text().map(Integer::parseInt).orElse(0))));
    }

    private static Map<String, String> texts(Node node) {
        Map<String, String> texts = new HashMap<>();
        node.members().forEach((name, text) -> texts.put(name, text.text().orElseThrow()));
        return texts;
    }
}
