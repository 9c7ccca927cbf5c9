package dev.tributary.connector;

import static dev.tributary.connector.Formats.EXPRESSION;
import static dev.tributary.connector.Formats.NAME;
import static dev.tributary.document.Shape.key;

import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Key;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The keys of paging. */
final class PagingLanguage {
    private static final Key SEND = key("send", "the parameter that says where to go on", NAME);
    private static final Key NEXT = key("next", "reads where to go on", EXPRESSION);

    private PagingLanguage() {}

    static Shape paging() {
        List<Key> keys =
                List.of(
                        kind(
                                "cursor",
                                "an opaque cursor of the answer",
                                Set.of("send", "next"),
                                SEND,
                                NEXT),
                        kind("offset", "a number of records to skip", Set.of("send"), SEND),
                        kind(
                                "page",
                                "numbered pages, until a short one",
                                Set.of("send"),
                                SEND,
                                key("first", "the first page's number", new Shape.Whole(0, 1))),
                        kind("link", "the Link header with rel=next", Set.of()),
                        kind(
                                "next_url",
                                "a URL in the answer",
                                Set.of("next"),
                                NEXT,
                                key(
                                        "min",
                                        "fewest records of a page; a smaller one is cut out of it",
                                        new Shape.Whole(1, 10_000))),
                        kind(
                                "keyset",
                                "by value; the predicate goes into the query",
                                Set.of("by"),
                                key("by", "provider fields in order", new Shape.Many(NAME)),
                                key(
                                        "done",
                                        "whether this was the last page; left out: a short one is",
                                        EXPRESSION)),
                        kind(
                                "dynamic",
                                "three expressions decide",
                                Set.of("send", "first", "next", "done"),
                                SEND,
                                key("first", "where to begin", EXPRESSION),
                                NEXT,
                                key("done", "whether this was the last page", EXPRESSION)));
        Set<String> names = Set.copyOf(keys.stream().map(Key::name).toList());
        return new Shape.Keys("paging", keys, List.of(names), List.of(names));
    }

    private static Key kind(String name, String caption, Set<String> required, Key... own) {
        List<Key> keys = new ArrayList<>(List.of(own));
        keys.add(key("size", "the parameter that says how many", NAME));
        keys.add(
                key(
                        "in",
                        "where parameters go: the body, if there is one, unless said otherwise",
                        new Shape.Words(Language.words(Paging.Place.values()))));
        keys.add(key("max", "most records of a page", new Shape.Whole(1, 10_000)));
        List<Set<String>> needed = new ArrayList<>();
        required.stream().sorted().forEach(one -> needed.add(Set.of(one)));
        needed.add(Set.of("max"));
        return key(name, caption, new Shape.Keys(name, keys, List.of(), needed));
    }
}
