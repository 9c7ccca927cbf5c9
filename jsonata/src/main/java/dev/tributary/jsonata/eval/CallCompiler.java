package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.function.Builtin;
import dev.tributary.jsonata.function.Builtins;
import dev.tributary.jsonata.syntax.Ast;

import org.jspecify.annotations.Nullable;

/**
 * Compiles calls: of built-ins directly where nothing can hide them, of anything else in general.
 */
final class CallCompiler {
    private final Compiler compiler;
    private final boolean open;

    CallCompiler(Compiler compiler, boolean open) {
        this.compiler = compiler;
        this.open = open;
    }

    Node call(Ast.Call call, @Nullable Scope scope, int nesting) {
        if (call.partial) return new Calls.PartialCall(target(call, scope, nesting));
        if (call.isTail()) return new Calls.Tail(target(call, scope, nesting));
        return open ? general(call, scope, nesting) : direct(call, scope, nesting);
    }

    private Calls.Call general(Ast.Call call, @Nullable Scope scope, int nesting) {
        return new Calls.Call(target(call, scope, nesting));
    }

    private Node direct(Ast.Call call, @Nullable Scope scope, int nesting) {
        if (!(call.procedure instanceof Ast.Variable variable) || !variable.isBare())
            return general(call, scope, nesting);
        boolean global = Variables.read(variable.name, scope) instanceof Variables.Global;
        Builtin builtin = global ? Builtins.find(variable.name) : null;
        if (builtin == null || !builtin.isDirect(call.arguments.size()))
            return general(call, scope, nesting);
        Node[] arguments = compiler.values(call.arguments, scope, nesting + 1);
        return new Direct(
                general(call, scope, nesting), builtin, arguments, call.position(), nesting);
    }

    private Calls.Target target(Ast.Call call, @Nullable Scope scope, int nesting) {
        String name = null;
        Node suggestion = null;
        if (call.procedure instanceof Ast.Path path) {
            name = nameOf(path.steps().getFirst());
            suggestion = name == null ? null : Variables.read(name, scope);
        } else if (call.procedure instanceof Ast.Variable variable) {
            name = variable.name;
        }
        return new Calls.Target(
                compiler.compile(call.procedure, scope, nesting + 1),
                suggestion,
                compiler.values(call.arguments, scope, nesting + 1),
                name,
                call.position(),
                nesting,
                open ? scope : null);
    }

    private static @Nullable String nameOf(Ast step) {
        if (step instanceof Ast.Name name) return name.name;
        return step instanceof Ast.Variable variable ? variable.name : null;
    }

    Node apply(Ast.Apply apply, @Nullable Scope scope, int nesting) {
        Node left = compiler.compile(apply.left, scope, nesting);
        Node right =
                apply.right instanceof Ast.Call call && !call.partial
                        ? general(call, scope, nesting)
                        : compiler.compile(apply.right, scope, nesting);
        return new Calls.Apply(left, right, apply.position(), nesting, open ? scope : null);
    }
}
