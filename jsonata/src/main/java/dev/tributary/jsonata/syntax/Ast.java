package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.function.Signature;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The resolved tree: paths are lists of steps, and what surrounds an expression (filters, grouping,
 * bindings, ancestors) is noted on it. Built by {@link Resolver}; nobody changes it afterwards.
 */
public abstract sealed class Ast {
    final int position;
    boolean keepArray;
    boolean constructed;
    boolean tuple;
    final List<Stage> predicates = new ArrayList<>(0);
    final List<Stage> stages = new ArrayList<>(0);
    @Nullable Group group;
    @Nullable String focus;
    @Nullable String index;
    @Nullable Ancestor ancestor;
    final List<Ancestor> seeking = new ArrayList<>(0);

    Ast(int position) {
        this.position = position;
    }

    /** Offset after the token that stands for it; -1 for a path. */
    public int position() {
        return position;
    }

    /** Whether empty brackets keep its list of one. */
    public boolean keepArray() {
        return keepArray;
    }

    /** Whether its list is one value to the path around it. */
    public boolean isConstructed() {
        return constructed;
    }

    /** Whether it yields a stream of tuples: values with variables bound to each. */
    public boolean isTuple() {
        return tuple;
    }

    /** The filters of an expression that is not in a path. */
    public List<Stage> predicates() {
        return predicates;
    }

    /** The filters and index bindings of a step. */
    public List<Stage> stages() {
        return stages;
    }

    /** Whether it has no filters, no grouping and no empty brackets. */
    public boolean isBare() {
        return predicates.isEmpty() && stages.isEmpty() && group == null && !keepArray;
    }

    public @Nullable Group group() {
        return group;
    }

    /** The variable bound to each value, while the context stays. */
    public @Nullable String focus() {
        return focus;
    }

    /** The variable bound to the position of each value. */
    public @Nullable String index() {
        return index;
    }

    /** Set on a step some parent operator refers to. */
    public @Nullable Ancestor ancestor() {
        return ancestor;
    }

    public static final class Path extends Ast {
        final List<Ast> steps = new ArrayList<>();
        boolean keepSingleton;

        Path(Ast first) {
            super(-1);
            steps.add(first);
        }

        public List<Ast> steps() {
            return steps;
        }

        public boolean keepSingleton() {
            return keepSingleton;
        }

        Ast last() {
            return steps.getLast();
        }
    }

    public static final class Name extends Ast {
        public final String name;

        Name(String name, int position) {
            super(position);
            this.name = name;
        }
    }

    public static final class Literal extends Ast {
        public final @Nullable Object value;

        Literal(@Nullable Object value, int position) {
            super(position);
            this.value = value;
        }
    }

    public static final class Variable extends Ast {
        public final String name;

        Variable(String name, int position) {
            super(position);
            this.name = name;
        }
    }

    public static final class Regex extends Ast {
        public final String pattern;
        public final String flags;

        Regex(String pattern, String flags, int position) {
            super(position);
            this.pattern = pattern;
            this.flags = flags;
        }
    }

    public static final class Wildcard extends Ast {
        Wildcard(int position) {
            super(position);
        }
    }

    public static final class Descendants extends Ast {
        Descendants(int position) {
            super(position);
        }
    }

    public static final class Parent extends Ast {
        public final Ancestor slot;

        Parent(Ancestor slot) {
            super(-1);
            this.slot = slot;
        }
    }

    public static final class Placeholder extends Ast {
        Placeholder(int position) {
            super(position);
        }
    }

    public static final class Negation extends Ast {
        public final Ast operand;

        Negation(Ast operand, int position) {
            super(position);
            this.operand = operand;
        }
    }

    public static final class ArrayOf extends Ast {
        public final List<Ast> items;

        ArrayOf(List<Ast> items, int position) {
            super(position);
            this.items = items;
        }
    }

    public static final class ObjectOf extends Ast {
        public final Group pairs;

        ObjectOf(Group pairs, int position) {
            super(position);
            this.pairs = pairs;
        }
    }

    public static final class Binary extends Ast {
        public final String operator;
        public final Ast left;
        public final Ast right;

        Binary(String operator, Ast left, Ast right, int position) {
            super(position);
            this.operator = operator;
            this.left = left;
            this.right = right;
        }
    }

    public static final class Apply extends Ast {
        public final Ast left;
        public final Ast right;

        Apply(Ast left, Ast right, int position) {
            super(position);
            this.left = left;
            this.right = right;
        }
    }

    public static final class Bind extends Ast {
        public final String name;
        public final Ast value;

        Bind(String name, Ast value, int position) {
            super(position);
            this.name = name;
            this.value = value;
        }
    }

    public static final class Condition extends Ast {
        public final Ast test;
        public final Ast then;
        public final @Nullable Ast otherwise;

        Condition(Ast test, Ast then, @Nullable Ast otherwise, int position) {
            super(position);
            this.test = test;
            this.then = then;
            this.otherwise = otherwise;
        }
    }

    /**
     * The left side if it is true ({@code ?:}) or if it exists ({@code ??}), else the right one.
     */
    public static final class Default extends Ast {
        public final boolean ifTrue;
        public final Ast left;
        public final Ast right;

        Default(boolean ifTrue, Ast left, Ast right, int position) {
            super(position);
            this.ifTrue = ifTrue;
            this.left = left;
            this.right = right;
        }
    }

    public static final class Block extends Ast {
        public final List<Ast> expressions;

        Block(List<Ast> expressions, int position) {
            super(position);
            this.expressions = expressions;
        }
    }

    public static final class Call extends Ast {
        public final Ast procedure;
        public final List<Ast> arguments;
        public final boolean partial;
        boolean tail;

        Call(Ast procedure, List<Ast> arguments, boolean partial, int position) {
            super(position);
            this.procedure = procedure;
            this.arguments = arguments;
            this.partial = partial;
        }

        /** Whether it is the last thing a function does. */
        public boolean isTail() {
            return tail;
        }
    }

    public static final class Lambda extends Ast {
        public final List<String> parameters;
        public final @Nullable Signature signature;
        public final Ast body;

        Lambda(List<String> parameters, @Nullable Signature signature, Ast body, int position) {
            super(position);
            this.parameters = parameters;
            this.signature = signature;
            this.body = body;
        }
    }

    public static final class Sort extends Ast {
        public final List<Term> terms;

        Sort(List<Term> terms, int position) {
            super(position);
            this.terms = terms;
        }
    }

    public static final class Transform extends Ast {
        public final Ast pattern;
        public final Ast update;
        public final @Nullable Ast delete;

        Transform(Ast pattern, Ast update, @Nullable Ast delete, int position) {
            super(position);
            this.pattern = pattern;
            this.update = update;
            this.delete = delete;
        }
    }

    public record Term(Ast expression, boolean descending) {}

    /** A key and its value, and where the value's text begins and ends. */
    public record Pair(Ast key, Ast value, int start, int end) {}

    public record Group(List<Pair> pairs, int position) {}

    /** What a step's values go through: a filter or the binding of their index. */
    public sealed interface Stage {
        record Filter(Ast predicate, int position) implements Stage {}

        record Index(String name, int position) implements Stage {}
    }

    /**
     * What a parent operator refers to: the step so many levels up, by a label that steps share.
     */
    public static final class Ancestor {
        String label;
        int level = 1;

        Ancestor(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
