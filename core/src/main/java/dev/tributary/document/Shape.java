package dev.tributary.document;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a document may look like: the one truth behind checking, editor completion and the reference
 * page.
 */
public sealed interface Shape {
    /**
     * A complaint about a text.
     *
     * @param offset of the character it is about; below zero: it is about the whole text
     */
    record Complaint(String message, int offset) {
        public Complaint(String message) {
            this(message, -1);
        }
    }

    /** Says what is wrong with a text, if anything. */
    @FunctionalInterface
    interface TextRule {
        Optional<Complaint> complaint(String text);
    }

    /**
     * Text in a format; numbers count as their text.
     *
     * @param what such as {@code a duration such as 10s}
     * @param pattern the format as a regular expression for editors; null: too rich for one
     */
    record Text(String what, @Nullable String pattern, TextRule rule) implements Shape {}

    record Flag() implements Shape {}

    record Whole(long min, long max) implements Shape {}

    record Words(List<String> words) implements Shape {
        public Words {
            words = List.copyOf(words);
        }
    }

    /** Any tree; every text in it follows the rule. */
    record Tree(String what, TextRule rule) implements Shape {}

    record Many(Shape item) implements Shape {}

    /**
     * Names of the author's own, each with the same shape.
     *
     * @param names the only ones there are; empty: any
     */
    record Table(String what, Shape value, List<String> names) implements Shape {
        public Table {
            names = List.copyOf(names);
        }

        public Table(String what, Shape value) {
            this(what, value, List.of());
        }
    }

    /** One of these, told apart by whether it is text, a list or an object. */
    record Either(List<Shape> shapes) implements Shape {
        public Either {
            shapes = List.copyOf(shapes);
        }
    }

    /**
     * An object of known keys.
     *
     * @param choices sets of keys of which at most one may be given
     * @param required at least one key of each set must be given
     */
    record Keys(String name, List<Key> keys, List<Set<String>> choices, List<Set<String>> required)
            implements Shape {
        public Keys {
            keys = List.copyOf(keys);
            choices = List.copyOf(choices);
            required = List.copyOf(required);
        }

        /** Each of the required keys must be given. */
        public static Keys of(String name, Set<String> required, List<Key> keys) {
            List<Set<String>> each = new ArrayList<>();
            required.stream().sorted().forEach(one -> each.add(Set.of(one)));
            return new Keys(name, keys, List.of(), each);
        }

        /** The key is the type: exactly one must be given. */
        public static Keys oneOf(String name, List<Key> keys) {
            Set<String> names = Set.copyOf(keys.stream().map(Key::name).toList());
            return new Keys(name, keys, List.of(names), List.of(names));
        }

        public Optional<Key> key(String wanted) {
            return keys.stream().filter(key -> key.name().equals(wanted)).findFirst();
        }
    }

    /**
     * A key of the language.
     *
     * @param caption one line that says what it is for
     */
    record Key(String name, String caption, Shape shape) {}

    static Key key(String name, String caption, Shape shape) {
        return new Key(name, caption, shape);
    }
}
