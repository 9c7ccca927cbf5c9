package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.function.Builtin;
import dev.tributary.jsonata.function.Builtins;
import dev.tributary.jsonata.syntax.Ast;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which paths of the input an expression may read. Follows what parts of the input each value
 * may be; a part counts as read, with all below it, once something is done with it other than
 * selecting from it. Errs on the side of reading too much.
 */
final class References {
    private static final Set<List<String>> NOTHING = Set.of();
    private static final Set<List<String>> EVERYTHING = Set.of(List.of());
    private static final Set<String> ELEMENTWISE = Set.of("map", "filter", "single", "sort");
    private static final int ROUNDS = 5;
    private static final int MOST = 2_000;

    private final Ast.@Nullable Group object;
    private final Map<String, Set<List<String>>> variables = new HashMap<>();
    private final Map<Ast.Pair, Set<List<String>>> perPair = new LinkedHashMap<>();
    private Set<List<String>> read = new LinkedHashSet<>();
    private boolean changed;
    private boolean contextual;

    /** {@code object} is the constructor whose pairs are to be told apart, or null. */
    References(Ast root, Ast.@Nullable Group object) {
        this.object = object;
        int round = 0;
        do {
            changed = false;
            read(value(root, EVERYTHING));
        } while (changed && ++round < ROUNDS);
        if (changed || read.size() > MOST) {
            read.addAll(EVERYTHING);
            perPair.values().forEach(paths -> paths.addAll(EVERYTHING));
        }
    }

    Set<List<String>> all() {
        return shortest(read);
    }

    Set<List<String>> of(Ast.Pair pair) {
        return shortest(perPair.getOrDefault(pair, NOTHING));
    }

    /** Without the paths below others. */
    private static Set<List<String>> shortest(Set<List<String>> paths) {
        Set<List<String>> shortest = new LinkedHashSet<>();
        for (List<String> path : paths) {
            boolean covered = false;
            for (int i = 0; i < path.size() && !covered; i++)
                covered = paths.contains(path.subList(0, i));
            if (!covered) shortest.add(path);
        }
        return shortest;
    }

    private void read(Set<List<String>> paths) {
        read.addAll(paths);
    }

    private void bind(String name, Set<List<String>> paths) {
        Set<List<String>> known = variables.computeIfAbsent(name, _ -> new LinkedHashSet<>());
        if (known.size() < MOST) changed |= known.addAll(paths);
    }

    /** What parts of the input the value may be, in the context of those parts. */
    private Set<List<String>> value(Ast ast, Set<List<String>> context) {
        Set<List<String>> value = bare(ast, context);
        for (Ast.Stage stage : ast.predicates()) filter(stage, value);
        for (Ast.Stage stage : ast.stages()) filter(stage, value);
        if (ast.focus() != null) bind(ast.focus(), value);
        if (ast.group() == null) return ast.focus() == null ? value : context;
        pairs(ast.group(), value);
        return NOTHING;
    }

    private void filter(Ast.Stage stage, Set<List<String>> context) {
        if (stage instanceof Ast.Stage.Filter(Ast predicate, int _))
            read(value(predicate, context));
    }

    private void pairs(Ast.Group group, Set<List<String>> context) {
        for (Ast.Pair pair : group.pairs()) {
            read(value(pair.key(), context));
            if (group != object) {
                read(value(pair.value(), context));
                continue;
            }
            Set<List<String>> before = read;
            read = new LinkedHashSet<>();
            read(value(pair.value(), context));
            perPair.put(pair, read);
            before.addAll(read);
            read = before;
        }
    }

    private Set<List<String>> bare(Ast ast, Set<List<String>> context) {
        return switch (ast) {
            case Ast.Path path -> path(path, context);
            case Ast.Name name -> field(name.name, context);
            case Ast.Variable variable -> variable(variable.name, context);
            case Ast.Parent _ -> parents(context);
            case Ast.Wildcard _, Ast.Descendants _ -> consumed(context);
            case Ast.ArrayOf array -> union(array.items, context);
            case Ast.Bind bind -> {
                Set<List<String>> value = value(bind.value, context);
                bind(bind.name, value);
                yield value;
            }
            case Ast.Condition condition -> {
                read(value(condition.test, context));
                List<Ast> branches = new ArrayList<>(List.of(condition.then));
                if (condition.otherwise != null) branches.add(condition.otherwise);
                yield union(branches, context);
            }
            case Ast.Default choice -> {
                read(value(choice.left, context));
                yield union(List.of(choice.left, choice.right), context);
            }
            case Ast.Block block -> {
                Set<List<String>> last = NOTHING;
                for (Ast expression : block.expressions) last = value(expression, context);
                yield last;
            }
            case Ast.ObjectOf object -> {
                pairs(object.pairs, context);
                yield NOTHING;
            }
            case Ast.Call call -> call(call.procedure, call.arguments, context);
            case Ast.Apply apply -> apply(apply, context);
            case Ast.Lambda lambda -> {
                contextual |= lambda.signature != null && lambda.signature.usesContext(0);
                read(value(lambda.body, context));
                yield NOTHING;
            }
            default -> {
                Children.of(ast, child -> read(value(child, context)));
                yield NOTHING;
            }
        };
    }

    private Set<List<String>> path(Ast.Path path, Set<List<String>> context) {
        Set<List<String>> value = context;
        for (Ast step : path.steps()) {
            if (step instanceof Ast.Sort sort) {
                for (Ast.Term term : sort.terms) read(value(term.expression(), value));
            } else {
                value = value(step, value);
            }
        }
        return value;
    }

    private Set<List<String>> field(String name, Set<List<String>> context) {
        Set<List<String>> fields = new LinkedHashSet<>();
        for (List<String> path : context) {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            fields.add(List.copyOf(longer));
        }
        return fields;
    }

    private static Set<List<String>> parents(Set<List<String>> context) {
        Set<List<String>> parents = new LinkedHashSet<>();
        for (List<String> path : context)
            parents.add(path.subList(0, Math.max(0, path.size() - 1)));
        return parents;
    }

    private Set<List<String>> variable(String name, Set<List<String>> context) {
        if (name.isEmpty()) return context;
        if (name.equals("$")) return EVERYTHING;
        if (name.equals("eval")) read(EVERYTHING);
        return Set.copyOf(variables.getOrDefault(name, NOTHING));
    }

    private Set<List<String>> consumed(Set<List<String>> paths) {
        read(paths);
        return paths;
    }

    private Set<List<String>> union(List<Ast> parts, Set<List<String>> context) {
        Set<List<String>> union = new LinkedHashSet<>();
        for (Ast part : parts) union.addAll(value(part, context));
        return union;
    }

    private Set<List<String>> apply(Ast.Apply apply, Set<List<String>> context) {
        List<Ast> arguments = new ArrayList<>(List.of(apply.left));
        if (!(apply.right instanceof Ast.Call call) || call.partial)
            return call(apply.right, arguments, context);
        arguments.addAll(call.arguments);
        return call(call.procedure, arguments, context);
    }

    /** Whether the function falls back to the context value for an argument it does not get. */
    private boolean mayUseContext(Ast procedure, int arguments) {
        Builtin builtin =
                procedure instanceof Ast.Variable function ? Builtins.find(function.name) : null;
        return builtin == null ? contextual : builtin.usesContext(arguments);
    }

    private Set<List<String>> call(Ast procedure, List<Ast> arguments, Set<List<String>> context) {
        boolean elementwise =
                procedure instanceof Ast.Variable function
                        && ELEMENTWISE.contains(function.name)
                        && !arguments.isEmpty()
                        && (arguments.size() == 1 || arguments.get(1) instanceof Ast.Lambda);
        if (!elementwise) {
            read(value(procedure, context));
            if (mayUseContext(procedure, arguments.size())) read(context);
            for (Ast argument : arguments) read(value(argument, context));
            return NOTHING;
        }
        String name = ((Ast.Variable) procedure).name;
        Set<List<String>> values = value(arguments.getFirst(), context);
        if (arguments.size() == 1) return consumed(values);
        Ast.Lambda lambda = (Ast.Lambda) arguments.get(1);
        for (String parameter : lambda.parameters) bind(parameter, values);
        Set<List<String>> result = value(lambda.body, context);
        if (name.equals("map")) return result;
        read(result);
        return values;
    }
}
