package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.JsonataException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Refuses trees too deep for the stack of whoever walks them next; does not recurse itself. */
final class Nesting {
    private record Visit(Syntax node, int depth) {}

    private Nesting() {}

    static void check(Syntax root, int limit) {
        Deque<Visit> open = new ArrayDeque<>();
        open.push(new Visit(root, 1));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            if (visit.depth > limit) {
                throw new JsonataException("U1001", "nested deeper than " + limit)
                        .at(visit.node.position(), null);
            }
            for (Syntax child : children(visit.node)) open.push(new Visit(child, visit.depth + 1));
        }
    }

    private static List<Syntax> children(Syntax node) {
        return switch (node) {
            case Syntax.Name _, Syntax.Literal _, Syntax.Variable _, Syntax.Regex _ -> List.of();
            case Syntax.Wildcard _, Syntax.Descendants _, Syntax.Parent _ -> List.of();
            case Syntax.Placeholder _, Syntax.End _ -> List.of();
            case Syntax.Negation negation -> List.of(negation.operand());
            case Syntax.Binary binary -> List.of(binary.left(), binary.right());
            case Syntax.Filter filter -> List.of(filter.left(), filter.predicate());
            case Syntax.KeepArray keep -> List.of(keep.operand());
            case Syntax.ArrayOf array -> array.items();
            case Syntax.ObjectOf object -> pairs(null, object.pairs());
            case Syntax.GroupBy group -> pairs(group.left(), group.pairs());
            case Syntax.OrderBy order -> terms(order);
            case Syntax.Bind bind -> List.of(bind.value());
            case Syntax.Focus focus -> List.of(focus.left());
            case Syntax.Index index -> List.of(index.left());
            case Syntax.Condition condition ->
                    present(condition.test(), condition.then(), condition.otherwise());
            case Syntax.Block block -> block.expressions();
            case Syntax.Call call -> call(call);
            case Syntax.Lambda lambda -> List.of(lambda.body());
            case Syntax.Transform transform ->
                    present(transform.pattern(), transform.update(), transform.delete());
        };
    }

    private static List<Syntax> present(@Nullable Syntax... nodes) {
        List<Syntax> present = new ArrayList<>(3);
        for (Syntax node : nodes) {
            if (node != null) present.add(node);
        }
        return present;
    }

    private static List<Syntax> pairs(@Nullable Syntax left, List<Syntax.Pair> pairs) {
        List<Syntax> nodes = new ArrayList<>(present(left));
        for (Syntax.Pair pair : pairs) Collections.addAll(nodes, pair.key(), pair.value());
        return nodes;
    }

    private static List<Syntax> terms(Syntax.OrderBy order) {
        List<Syntax> nodes = new ArrayList<>(List.of(order.left()));
        for (Syntax.Term term : order.terms()) nodes.add(term.expression());
        return nodes;
    }

    private static List<Syntax> call(Syntax.Call call) {
        List<Syntax> nodes = new ArrayList<>(call.arguments());
        nodes.add(call.procedure());
        return nodes;
    }
}
