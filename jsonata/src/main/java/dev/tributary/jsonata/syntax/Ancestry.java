package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.JsonataException;

import java.util.List;

/**
 * Finds the step each parent operator {@code %} refers to, and makes the path up to it carry
 * tuples.
 */
final class Ancestry {
    private int labels;

    Ast.Parent parent() {
        return new Ast.Parent(new Ast.Ancestor("!" + labels++));
    }

    /**
     * The parent operators in {@code part} that look for their step outside of it are now looked
     * for by {@code whole}.
     */
    void push(Ast whole, Ast part) {
        whole.seeking.addAll(part.seeking);
        if (part instanceof Ast.Parent parent) whole.seeking.add(parent.slot);
    }

    /** The parent operators in a predicate of {@code step}. */
    void pushPredicate(Ast step, Ast predicate) {
        for (Ast.Ancestor slot : predicate.seeking) {
            if (slot.level == 1) {
                seek(step, slot);
            } else {
                slot.level--;
            }
        }
        if (!predicate.seeking.isEmpty()) push(step, predicate);
    }

    /** The parent operators in the last step of a path look among the steps before it. */
    void resolve(Ast.Path path) {
        Ast last = path.last();
        for (Ast.Ancestor slot : List.copyOf(last.seeking)) resolve(path, slot);
        if (last instanceof Ast.Parent parent) resolve(path, parent.slot);
    }

    private void resolve(Ast.Path path, Ast.Ancestor slot) {
        int at = path.steps.size() - 2;
        while (slot.level > 0) {
            if (at < 0) {
                path.seeking.add(slot);
                return;
            }
            Ast step = path.steps.get(at--);
            while (at >= 0 && step.focus != null && path.steps.get(at).focus != null)
                step = path.steps.get(at--);
            seek(step, slot);
        }
    }

    private void seek(Ast node, Ast.Ancestor slot) {
        switch (node) {
            case Ast.Name _, Ast.Wildcard _ -> arrive(node, slot);
            case Ast.Parent _ -> slot.level++;
            case Ast.Block block -> {
                if (block.expressions.isEmpty()) return;
                block.tuple = true;
                seek(block.expressions.getLast(), slot);
            }
            case Ast.Path path -> {
                path.tuple = true;
                int at = path.steps.size() - 1;
                seek(path.steps.get(at--), slot);
                while (slot.level > 0 && at >= 0) seek(path.steps.get(at--), slot);
            }
            default -> throw new JsonataException("S0217").at(node.position, Describe.kind(node));
        }
    }

    private static void arrive(Ast step, Ast.Ancestor slot) {
        if (--slot.level > 0) return;
        if (step.ancestor != null) slot.label = step.ancestor.label;
        step.ancestor = slot;
        step.tuple = true;
    }
}
