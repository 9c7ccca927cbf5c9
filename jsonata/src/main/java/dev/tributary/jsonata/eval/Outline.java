package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.Output;
import dev.tributary.jsonata.syntax.Ast;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What tools want to know of an expression without running it. */
public final class Outline {
    private Outline() {}

    public static Set<List<String>> references(Ast ast) {
        return Collections.unmodifiableSet(new References(ast, null).all());
    }

    public static Map<String, Output> outputs(Ast ast, String text) {
        Ast.Group object = object(ast);
        if (object == null) return Map.of();
        References references = new References(ast, object);
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (Ast.Pair pair : object.pairs()) {
            if (!(pair.key() instanceof Ast.Literal literal)
                    || !(literal.value instanceof String name)) return Map.of();
            String source = text.substring(pair.start(), pair.end());
            outputs.put(name, new Output(source, pair.start(), pair.end(), references.of(pair)));
        }
        return Collections.unmodifiableMap(outputs);
    }

    /** The object constructor whose object is the value of the expression. */
    private static Ast.@Nullable Group object(Ast ast) {
        if (!ast.predicates().isEmpty()) return null;
        if (ast.group() != null) return ast.group();
        return switch (ast) {
            case Ast.ObjectOf object -> object.pairs;
            case Ast.Block block when !block.expressions.isEmpty() ->
                    object(block.expressions.getLast());
            case Ast.Path path -> object(path.steps().getLast());
            default -> null;
        };
    }
}
