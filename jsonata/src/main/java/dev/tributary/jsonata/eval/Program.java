package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.Options;
import dev.tributary.jsonata.syntax.Ast;
import dev.tributary.jsonata.syntax.Parser;
import dev.tributary.jsonata.syntax.Resolver;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A compiled expression and the scope of the variables it binds outside of any block. */
public final class Program {
    private final Node root;
    private final @Nullable Scope scope;

    private Program(Node root, @Nullable Scope scope) {
        this.root = root;
        this.scope = scope;
    }

    public static Ast parse(String text, Options options) {
        return Resolver.resolve(Parser.parse(text, options.exact(), options.limits().depth()));
    }

    public static Program compile(String text, Ast ast, Options options) {
        boolean open = text.contains("$eval");
        Scope scope = Scope.ofBlock(null, List.of(ast), open);
        Scope needed = scope.isEmpty() ? null : scope;
        return new Program(new Compiler(options.exact(), open).value(ast, needed, 1), needed);
    }

    public @Nullable Object run(Run run) {
        Object input = run.input instanceof List<?> list ? Items.wholeInput(list) : run.input;
        return root.eval(input, scope == null ? Frame.ROOT : scope.frame(Frame.ROOT), run);
    }
}
