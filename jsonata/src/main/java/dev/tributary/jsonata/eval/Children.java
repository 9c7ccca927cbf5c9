package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.syntax.Ast;

import java.util.List;
import java.util.function.Consumer;

/** Visits the expressions a node consists of. */
final class Children {
    private Children() {}

    /** All of them: what the node is made of, then what is noted around it. */
    static void of(Ast node, Consumer<Ast> visit) {
        inside(node, visit);
        around(node, visit);
    }

    /** The filters and the grouping noted on a node. */
    static void around(Ast node, Consumer<Ast> visit) {
        filters(node.predicates(), visit);
        filters(node.stages(), visit);
        if (node.group() != null) pairs(node.group(), visit);
    }

    private static void filters(List<Ast.Stage> stages, Consumer<Ast> visit) {
        for (Ast.Stage stage : stages) {
            if (stage instanceof Ast.Stage.Filter(Ast predicate, int _)) visit.accept(predicate);
        }
    }

    private static void pairs(Ast.Group group, Consumer<Ast> visit) {
        for (Ast.Pair pair : group.pairs()) {
            visit.accept(pair.key());
            visit.accept(pair.value());
        }
    }

    private static void inside(Ast node, Consumer<Ast> visit) {
        switch (node) {
            case Ast.Path path -> path.steps().forEach(visit);
            case Ast.Negation negation -> visit.accept(negation.operand);
            case Ast.ArrayOf array -> array.items.forEach(visit);
            case Ast.ObjectOf object -> pairs(object.pairs, visit);
            case Ast.Binary binary -> {
                visit.accept(binary.left);
                visit.accept(binary.right);
            }
            case Ast.Apply apply -> {
                visit.accept(apply.left);
                visit.accept(apply.right);
            }
            case Ast.Bind bind -> visit.accept(bind.value);
            case Ast.Condition condition -> {
                visit.accept(condition.test);
                visit.accept(condition.then);
                if (condition.otherwise != null) visit.accept(condition.otherwise);
            }
            case Ast.Default choice -> {
                visit.accept(choice.left);
                visit.accept(choice.right);
            }
            case Ast.Block block -> block.expressions.forEach(visit);
            case Ast.Call call -> {
                visit.accept(call.procedure);
                call.arguments.forEach(visit);
            }
            case Ast.Lambda lambda -> visit.accept(lambda.body);
            case Ast.Sort sort -> sort.terms.forEach(term -> visit.accept(term.expression()));
            case Ast.Transform transform -> {
                visit.accept(transform.pattern);
                visit.accept(transform.update);
                if (transform.delete != null) visit.accept(transform.delete);
            }
            case Ast.Name _, Ast.Literal _, Ast.Variable _, Ast.Regex _ -> {}
            case Ast.Wildcard _, Ast.Descendants _, Ast.Parent _, Ast.Placeholder _ -> {}
        }
    }
}
