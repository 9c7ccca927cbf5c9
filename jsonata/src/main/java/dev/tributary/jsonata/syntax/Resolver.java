package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns syntax into the tree that is compiled: dots become paths, brackets become filters of their
 * steps.
 */
public final class Resolver {
    private final Ancestry ancestry = new Ancestry();

    private Resolver() {}

    public static Ast resolve(Syntax syntax) {
        Ast tree = new Resolver().node(syntax);
        if (tree instanceof Ast.Parent || !tree.seeking.isEmpty()) {
            throw new JsonataException("S0217").at(tree.position, Describe.kind(tree));
        }
        return tree;
    }

    private Ast node(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Name name -> new Ast.Path(new Ast.Name(name.name(), name.position()));
            case Syntax.Literal literal -> new Ast.Literal(literal.value(), literal.position());
            case Syntax.Variable variable -> new Ast.Variable(variable.name(), variable.position());
            case Syntax.Regex regex ->
                    new Ast.Regex(regex.pattern(), regex.flags(), regex.position());
            case Syntax.Wildcard wildcard -> new Ast.Wildcard(wildcard.position());
            case Syntax.Descendants descendants -> new Ast.Descendants(descendants.position());
            case Syntax.Parent _ -> ancestry.parent();
            case Syntax.Placeholder placeholder -> new Ast.Placeholder(placeholder.position());
            case Syntax.End end -> throw new JsonataException("S0207").at(end.position(), "(end)");
            case Syntax.Negation negation -> negation(negation);
            case Syntax.Binary binary -> binary(binary);
            case Syntax.Filter filter -> filter(filter);
            case Syntax.KeepArray keep -> keepArray(keep);
            case Syntax.ArrayOf array -> array(array);
            case Syntax.ObjectOf object -> object(object);
            case Syntax.GroupBy group -> groupBy(group);
            case Syntax.OrderBy order -> orderBy(order);
            case Syntax.Bind bind -> bind(bind);
            case Syntax.Focus focus -> focus(focus);
            case Syntax.Index index -> index(index);
            case Syntax.Condition condition -> condition(condition);
            case Syntax.Block block -> block(block);
            case Syntax.Call call -> call(call);
            case Syntax.Lambda lambda -> lambda(lambda);
            case Syntax.Transform transform -> transform(transform);
        };
    }

    private Ast negation(Syntax.Negation syntax) {
        Ast operand = node(syntax.operand());
        if (operand instanceof Ast.Literal literal && literal.value instanceof Number number) {
            Number negated =
                    number instanceof BigDecimal decimal
                            ? decimal.negate()
                            : Numbers.of(-number.doubleValue());
            Ast folded = new Ast.Literal(negated, literal.position);
            folded.predicates.addAll(literal.predicates);
            folded.keepArray = literal.keepArray;
            return folded;
        }
        Ast result = new Ast.Negation(operand, syntax.position());
        ancestry.push(result, operand);
        return result;
    }

    private Ast binary(Syntax.Binary syntax) {
        return switch (syntax.operator()) {
            case "." -> path(syntax);
            case "~>" -> {
                Ast left = node(syntax.left());
                Ast right = node(syntax.right());
                Ast apply = new Ast.Apply(left, right, syntax.position());
                apply.keepArray = left.keepArray || right.keepArray;
                yield apply;
            }
            case "?:", "??" -> {
                Ast left = node(syntax.left());
                Ast right = node(syntax.right());
                boolean ifTrue = syntax.operator().equals("?:");
                yield adopt(new Ast.Default(ifTrue, left, right, syntax.position()), left, right);
            }
            default -> {
                Ast left = node(syntax.left());
                Ast right = node(syntax.right());
                yield adopt(
                        new Ast.Binary(syntax.operator(), left, right, syntax.position()),
                        left,
                        right);
            }
        };
    }

    private Ast adopt(Ast whole, Ast... parts) {
        for (Ast part : parts) ancestry.push(whole, part);
        return whole;
    }

    private Ast path(Syntax.Binary syntax) {
        Ast left = node(syntax.left());
        Ast.Path path = left instanceof Ast.Path existing ? existing : new Ast.Path(left);
        if (left instanceof Ast.Parent parent) path.seeking.add(parent.slot);
        Ast right = node(syntax.right());
        if (right instanceof Ast.Path rest) {
            path.steps.addAll(rest.steps);
        } else {
            right.stages.addAll(right.predicates);
            right.predicates.clear();
            path.steps.add(right);
        }
        path.steps.replaceAll(Resolver::step);
        for (Ast step : path.steps) path.keepSingleton |= step.keepArray;
        if (path.steps.getFirst() instanceof Ast.ArrayOf first) first.constructed = true;
        if (path.last() instanceof Ast.ArrayOf last) last.constructed = true;
        ancestry.resolve(path);
        return path;
    }

    /** A string in a path is a name; other literals have no business there. */
    private static Ast step(Ast step) {
        if (!(step instanceof Ast.Literal literal)) return step;
        if (!(literal.value instanceof String name)) {
            throw new JsonataException("S0213", literal.value)
                    .at(literal.position, String.valueOf(literal.value));
        }
        Ast.Name named = new Ast.Name(name, literal.position);
        named.keepArray = literal.keepArray;
        named.tuple = literal.tuple;
        named.focus = literal.focus;
        named.index = literal.index;
        named.group = literal.group;
        named.predicates.addAll(literal.predicates);
        named.stages.addAll(literal.stages);
        named.seeking.addAll(literal.seeking);
        return named;
    }

    private Ast filter(Syntax.Filter syntax) {
        Ast result = node(syntax.left());
        Ast step = lastStep(result);
        if (step.group != null) throw new JsonataException("S0209").at(syntax.position(), null);
        Ast predicate = node(syntax.predicate());
        ancestry.pushPredicate(step, predicate);
        List<Ast.Stage> stages = result instanceof Ast.Path ? step.stages : step.predicates;
        stages.add(new Ast.Stage.Filter(predicate, syntax.position()));
        return result;
    }

    private static Ast lastStep(Ast node) {
        return node instanceof Ast.Path path ? path.last() : node;
    }

    private Ast keepArray(Syntax.KeepArray syntax) {
        Ast result = node(syntax.operand());
        if (syntax.operand() instanceof Syntax.Name) {
            ((Ast.Path) result).keepSingleton = true;
            lastStep(result).keepArray = true;
        }
        if (syntax.operand() instanceof Syntax.Focus) lastStep(result).keepArray = true;
        result.keepArray = true;
        return result;
    }

    private Ast array(Syntax.ArrayOf syntax) {
        List<Ast> items = nodes(syntax.items());
        return adopt(new Ast.ArrayOf(items, syntax.position()), items.toArray(Ast[]::new));
    }

    private List<Ast> nodes(List<Syntax> list) {
        List<Ast> nodes = new ArrayList<>(list.size());
        for (Syntax syntax : list) nodes.add(node(syntax));
        return nodes;
    }

    private Ast object(Syntax.ObjectOf syntax) {
        Ast.Group pairs = pairs(syntax.pairs(), syntax.position());
        Ast object = new Ast.ObjectOf(pairs, syntax.position());
        for (Ast.Pair pair : pairs.pairs()) adopt(object, pair.key(), pair.value());
        return object;
    }

    private Ast.Group pairs(List<Syntax.Pair> list, int position) {
        List<Ast.Pair> pairs = new ArrayList<>(list.size());
        for (Syntax.Pair pair : list) {
            pairs.add(new Ast.Pair(node(pair.key()), node(pair.value()), pair.start(), pair.end()));
        }
        return new Ast.Group(pairs, position);
    }

    private Ast groupBy(Syntax.GroupBy syntax) {
        Ast result = node(syntax.left());
        if (result.group != null) throw new JsonataException("S0210").at(syntax.position(), null);
        result.group = pairs(syntax.pairs(), syntax.position());
        return result;
    }

    private Ast orderBy(Syntax.OrderBy syntax) {
        Ast left = node(syntax.left());
        Ast.Path path = left instanceof Ast.Path existing ? existing : new Ast.Path(left);
        List<Ast.Term> terms = new ArrayList<>();
        Ast sort = new Ast.Sort(terms, syntax.position());
        for (Syntax.Term term : syntax.terms()) {
            Ast expression = node(term.expression());
            ancestry.push(sort, expression);
            terms.add(new Ast.Term(expression, term.descending()));
        }
        path.steps.add(sort);
        ancestry.resolve(path);
        return path;
    }

    private Ast bind(Syntax.Bind syntax) {
        Ast value = node(syntax.value());
        return adopt(new Ast.Bind(syntax.variable().name(), value, syntax.position()), value);
    }

    private Ast focus(Syntax.Focus syntax) {
        Ast result = node(syntax.left());
        Ast step = lastStep(result);
        if (!step.stages.isEmpty() || !step.predicates.isEmpty()) {
            throw new JsonataException("S0215").at(syntax.position(), "@");
        }
        if (step instanceof Ast.Sort)
            throw new JsonataException("S0216").at(syntax.position(), "@");
        step.focus = named(syntax.variable());
        step.tuple = true;
        return result;
    }

    /** The name that is bound, or null for the context's own, which is none. */
    private static String named(Syntax.Variable variable) {
        return variable.name().isEmpty() ? null : variable.name();
    }

    private Ast index(Syntax.Index syntax) {
        Ast result = node(syntax.left());
        Ast step = lastStep(result);
        if (!(result instanceof Ast.Path)) {
            result = new Ast.Path(step);
            step.stages.addAll(step.predicates);
            step.predicates.clear();
        }
        if (step.stages.isEmpty()) {
            step.index = named(syntax.variable());
        } else {
            step.stages.add(new Ast.Stage.Index(syntax.variable().name(), syntax.position()));
        }
        step.tuple = true;
        return result;
    }

    private Ast condition(Syntax.Condition syntax) {
        Ast test = node(syntax.test());
        Ast then = node(syntax.then());
        Ast otherwise = syntax.otherwise() == null ? null : node(syntax.otherwise());
        Ast condition =
                adopt(new Ast.Condition(test, then, otherwise, syntax.position()), test, then);
        return otherwise == null ? condition : adopt(condition, otherwise);
    }

    private Ast block(Syntax.Block syntax) {
        List<Ast> expressions = nodes(syntax.expressions());
        Ast block =
                adopt(
                        new Ast.Block(expressions, syntax.position()),
                        expressions.toArray(Ast[]::new));
        for (Ast part : expressions) {
            Ast first = part instanceof Ast.Path path ? path.steps.getFirst() : part;
            block.constructed |= part.constructed || first.constructed;
        }
        return block;
    }

    private Ast call(Syntax.Call syntax) {
        List<Ast> arguments = nodes(syntax.arguments());
        Ast procedure = node(syntax.procedure());
        Ast call = new Ast.Call(procedure, arguments, syntax.isPartial(), syntax.position());
        return adopt(call, arguments.toArray(Ast[]::new));
    }

    private Ast lambda(Syntax.Lambda syntax) {
        Ast body = node(syntax.body());
        markTailCalls(body);
        return new Ast.Lambda(syntax.parameters(), syntax.signature(), body, syntax.position());
    }

    private static void markTailCalls(Ast body) {
        switch (body) {
            case Ast.Call call -> call.tail = !call.partial && call.predicates.isEmpty();
            case Ast.Condition condition -> {
                markTailCalls(condition.then);
                if (condition.otherwise != null) markTailCalls(condition.otherwise);
            }
            case Ast.Default choice -> markTailCalls(choice.right);
            case Ast.Block block when !block.expressions.isEmpty() ->
                    markTailCalls(block.expressions.getLast());
            default -> {} // anything else has something left to do after its last call
        }
    }

    private Ast transform(Syntax.Transform syntax) {
        Ast delete = syntax.delete() == null ? null : node(syntax.delete());
        return new Ast.Transform(
                node(syntax.pattern()), node(syntax.update()), delete, syntax.position());
    }
}
