package dev.tributary.connector;

import static dev.tributary.connector.Formats.DURATION_TEXT;
import static dev.tributary.connector.Formats.EXPRESSION;
import static dev.tributary.connector.Formats.TEMPLATE;
import static dev.tributary.connector.Formats.TEXT;
import static dev.tributary.connector.Formats.VALUE;
import static dev.tributary.document.Shape.key;

import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Key;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The keys of whatever sends a request: methods, steps, discovery, kept answers. */
final class RequestLanguage {
    static final List<String> VERBS = List.of("get", "post", "put", "patch", "delete");

    private static final Shape VALUES = new Shape.Table("names to values", VALUE);

    private RequestLanguage() {}

    /** What methods, steps and the like have in common. */
    static Shape.Keys request() {
        return request("a request", Set.of(), List.of());
    }

    static Key pick() {
        return key("pick", "the part of the answer that is kept", EXPRESSION);
    }

    static Key items() {
        return key("items", "where the records are in the answer", EXPRESSION);
    }

    /** A request may come from two places: each key may be inherited, so none is required here. */
    static Shape.Keys method() {
        return request(
                "a method",
                Set.of(),
                List.of(
                        items(),
                        key("paging", "how a long list comes", PagingLanguage.paging()),
                        key("max", "most records of a batch", new Shape.Whole(1, 10_000)),
                        key(
                                "rows",
                                "a batch write's answer to [{index, id, error: {message, is,"
                                        + " fields}}]",
                                EXPRESSION),
                        key("cap", "most records one walk reaches", new Shape.Whole(1, 1_000_000)),
                        key(
                                "takes",
                                "what it can do: narrow, sort by one field, by several; left"
                                        + " out: all, or for a list beside a search nothing",
                                new Shape.Many(
                                        new Shape.Words(List.of("filters", "sort", "sorts")))),
                        key(
                                "where",
                                "provider fields that its records have in common",
                                Language.CONSTANTS),
                        key(
                                "max_filters",
                                "most filters of one question; with groups it reads $query.groups",
                                Formats.MOST_FILTERS),
                        key("budgets", "budgets it draws on beside `every`", new Shape.Many(TEXT)),
                        key("before", "requests before it, each bound as $name", steps()),
                        key(
                                "after",
                                "requests after it, which see $answer: what it gave",
                                steps())));
    }

    static Shape.Keys request(String name, Set<String> required, List<Key> more) {
        List<Key> keys = new ArrayList<>();
        for (String verb : VERBS) {
            keys.add(
                    key(
                            verb,
                            "sends " + verb.toUpperCase(Locale.ROOT) + " to this path",
                            TEMPLATE));
        }
        keys.add(key("query", "query parameters", VALUES));
        keys.add(key("headers", "headers of this request", VALUES));
        keys.add(key("body", "the JSON body", VALUE));
        keys.add(key("form", "the body as an HTML form", VALUES));
        keys.add(key("xml", "the body as XML, in the connector's style", VALUE));
        keys.add(key("csv", "the body as CSV: a list of objects", EXPRESSION));
        keys.add(key("auth", "the scheme whose credential it takes; else the account's", TEXT));
        keys.addAll(more);
        List<Set<String>> needed = new ArrayList<>();
        required.forEach(one -> needed.add(Set.of(one)));
        return new Shape.Keys(
                name,
                keys,
                List.of(Set.copyOf(VERBS), Set.of("body", "form", "xml", "csv")),
                needed);
    }

    static Shape steps() {
        Shape.Keys open =
                request(
                        "a step",
                        Set.of(),
                        List.of(
                                items(),
                                key("paging", "how a long list comes", PagingLanguage.paging()),
                                pick(),
                                key("when", "whether it is sent; left out: always", EXPRESSION)));
        Shape.Keys step =
                new Shape.Keys(
                        open.name(), open.keys(), open.choices(), List.of(Set.copyOf(VERBS)));
        return new Shape.Many(new Shape.Table("a name and its request", step));
    }

    static Shape action() {
        Shape.Keys open = request("an action", Set.of(), List.of(pick()));
        return new Shape.Keys(open.name(), open.keys(), open.choices(), List.of(Set.copyOf(VERBS)));
    }

    static Shape discover() {
        return request(
                "discover",
                Set.of("fields", "ttl"),
                List.of(
                        items(),
                        key("paging", "how a long list comes", PagingLanguage.paging()),
                        key("ttl", "how long what was found holds", DURATION_TEXT),
                        key(
                                "fields",
                                "the answer to [{key, path, type, custom, label, required,"
                                        + " read_only, unique, options}]",
                                EXPRESSION)));
    }
}
