package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.syntax.Ast;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the compiler knows of a {@link Frame}: its parameters, the names bound in it, and whether it
 * is open, that is, may hold names nobody can foresee: those of a tuple, or those $eval binds.
 */
final class Scope {
    final Scope parent;
    final boolean open;
    final int parameters;
    private final List<String> names;

    private Scope(@Nullable Scope parent, List<String> names, int parameters, boolean open) {
        this.parent = parent;
        this.names = names;
        this.parameters = parameters;
        this.open = open;
    }

    static Scope ofFunction(
            @Nullable Scope parent, List<String> parameters, Ast body, boolean open) {
        List<String> names = new ArrayList<>(parameters);
        for (String name : bound(List.of(body))) {
            if (!names.contains(name)) names.add(name);
        }
        return new Scope(parent, names, parameters.size(), open);
    }

    static Scope ofBlock(@Nullable Scope parent, List<Ast> expressions, boolean open) {
        return new Scope(parent, List.copyOf(bound(expressions)), 0, open);
    }

    /** A scope of names nobody can foresee. */
    static Scope ofTuple(@Nullable Scope parent, Ast expression) {
        return new Scope(parent, List.copyOf(bound(List.of(expression))), 0, true);
    }

    boolean isEmpty() {
        return names.isEmpty() && !open;
    }

    int slot(String name) {
        return names.lastIndexOf(name);
    }

    Frame frame(Frame outer) {
        return new Frame(outer, new Object[names.size()], null);
    }

    Frame frame(Frame outer, @Nullable Names tuple) {
        return new Frame(outer, new Object[names.size()], tuple);
    }

    /** A frame whose parameters are these arguments. */
    Frame call(Frame outer, Object[] arguments) {
        Object[] slots = arguments;
        if (arguments.length != parameters || names.size() != parameters) {
            slots = new Object[names.size()];
            for (int i = 0; i < parameters; i++) {
                slots[i] =
                        i < arguments.length
                                ? arguments[i]
                                : dev.tributary.jsonata.value.Undefined.UNDEFINED;
            }
        }
        return new Frame(outer, slots, null);
    }

    /** The names that := binds right here, and not in a block or function inside. */
    private static Set<String> bound(List<Ast> expressions) {
        Set<String> names = new LinkedHashSet<>();
        for (Ast expression : expressions) collect(expression, names);
        return names;
    }

    private static void collect(Ast node, Set<String> names) {
        if (node instanceof Ast.Bind bind) names.add(bind.name);
        if (node instanceof Ast.Block || node instanceof Ast.Lambda) {
            Children.around(node, child -> collect(child, names));
        } else {
            Children.of(node, child -> collect(child, names));
        }
    }
}
