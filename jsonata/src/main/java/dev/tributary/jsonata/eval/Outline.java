package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.Output;
import dev.tributary.jsonata.syntax.Ast;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What tools want to know of an expression without running it. */
public final class Outline {
    private Outline() {}

    public static Set<List<String>> references(Ast ast) {
        return Collections.emptySet();
    }

    public static Map<String, Output> outputs(Ast ast, String text) {
        return new LinkedHashMap<>();
    }
}
