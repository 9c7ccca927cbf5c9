package dev.tributary.jsonata.eval;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.function.RegexFunction;
import dev.tributary.jsonata.syntax.Ast;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns the resolved tree into nodes: which class for which construct. */
final class Compiler {
    private final boolean exact;
    private final boolean open;
    private final PathCompiler paths = new PathCompiler(this);
    private final CallCompiler calls;

    /**
     * {@code open} when the expression may call $eval, so that any frame may get names nobody can
     * foresee.
     */
    Compiler(boolean exact, boolean open) {
        this.exact = exact;
        this.open = open;
        this.calls = new CallCompiler(this, open);
    }

    /**
     * The node of an expression; {@code nesting} is how deep it stands in the body it belongs to.
     */
    Node compile(Ast ast, @Nullable Scope scope, int nesting) {
        Node node = bare(ast, scope, nesting);
        if (!ast.predicates().isEmpty()) {
            Filter[] filters =
                    ast.isTuple()
                            ? paths.tupleFilters(ast.predicates(), scope, nesting)
                            : filters(ast.predicates(), scope, nesting);
            node = new Around.Filtered(node, filters);
        }
        if (ast.group() != null && !(ast instanceof Ast.Path)) {
            node =
                    ast.isTuple()
                            ? paths.grouped(node, ast.group(), scope, nesting)
                            : new Around.Grouped(node, grouping(ast.group(), scope, nesting));
        }
        return ast.keepArray() && !(ast instanceof Ast.Path) ? new Around.Kept(node) : node;
    }

    /** The node of an expression whose value is used as such, and not carried on by a path. */
    Node value(Ast ast, @Nullable Scope scope, int nesting) {
        Node node = compile(ast, scope, nesting);
        return ast.isTuple() ? new Around.Contexts(node) : node;
    }

    /** The same for each of a list. */
    Node[] values(List<Ast> list, @Nullable Scope scope, int nesting) {
        Node[] nodes = new Node[list.size()];
        for (int i = 0; i < nodes.length; i++) nodes[i] = value(list.get(i), scope, nesting);
        return nodes;
    }

    /** The node without the filters and grouping around it. */
    Node bare(Ast ast, @Nullable Scope scope, int nesting) {
        int inside = nesting + 1;
        return switch (ast) {
            case Ast.Path path -> paths.compile(path, scope, nesting);
            case Ast.Name name -> new Fields.Step(name.name);
            case Ast.Literal literal -> new Literals.Constant(literal.value);
            case Ast.Variable variable -> Variables.read(variable.name, scope);
            case Ast.Regex regex -> regex(regex);
            case Ast.Wildcard _ -> new Traversals.Wildcard();
            case Ast.Descendants _ -> new Traversals.Descendants();
            case Ast.Parent parent -> Variables.read(parent.slot.label(), scope);
            case Ast.Placeholder _ -> new Literals.Constant(Functions.Partial.OPEN);
            case Ast.Negation negation ->
                    new Arithmetic.Negate(
                            compile(negation.operand, scope, inside), negation.position());
            case Ast.ArrayOf array -> array(array, scope, inside);
            case Ast.ObjectOf object -> object(object, scope, inside);
            case Ast.Binary binary -> binary(binary, scope, inside);
            case Ast.Apply apply -> calls.apply(apply, scope, inside);
            case Ast.Bind bind ->
                    new Variables.Bind(bind.name, scope, value(bind.value, scope, inside));
            case Ast.Condition condition -> condition(condition, scope, inside);
            case Ast.Default choice ->
                    new Conditions.Default(
                            choice.ifTrue,
                            compile(choice.left, scope, inside),
                            compile(choice.right, scope, inside));
            case Ast.Block block -> block(block, scope, inside);
            case Ast.Call call -> calls.call(call, scope, nesting);
            case Ast.Lambda lambda -> lambda(lambda, scope);
            case Ast.Sort _ -> throw new IllegalStateException("a sort is a step of a path");
            case Ast.Transform transform -> transform(transform, scope, inside);
        };
    }

    private static Node regex(Ast.Regex regex) {
        try {
            return new RegexNode(RegexFunction.of(regex.pattern, regex.flags));
        } catch (JsonataException e) {
            throw e.at(regex.position(), regex.pattern);
        }
    }

    private Node array(Ast.ArrayOf array, @Nullable Scope scope, int nesting) {
        Node[] items = values(array.items, scope, nesting);
        boolean[] nested = new boolean[items.length];
        for (int i = 0; i < items.length; i++)
            nested[i] = array.items.get(i) instanceof Ast.ArrayOf;
        return new Constructors.ArrayOf(items, nested, array.isConstructed());
    }

    private Node[] compile(List<Ast> list, @Nullable Scope scope, int nesting) {
        Node[] nodes = new Node[list.size()];
        for (int i = 0; i < nodes.length; i++) nodes[i] = compile(list.get(i), scope, nesting);
        return nodes;
    }

    private Node object(Ast.ObjectOf object, @Nullable Scope scope, int nesting) {
        Grouping grouping = grouping(object.pairs, scope, nesting);
        Node general = new Around.Grouped(new Around.Input(), grouping);
        List<String> keys = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        for (Ast.Pair pair : object.pairs.pairs()) {
            boolean constant =
                    pair.key() instanceof Ast.Literal literal
                            && literal.value instanceof String key
                            && literal.isBare()
                            && distinct.add(key)
                            && keys.add(key);
            if (!constant) return general;
        }
        return new Constructors.ShapedObject(keys, grouping.values(), general);
    }

    Grouping grouping(Ast.Group group, @Nullable Scope scope, int nesting) {
        List<Ast.Pair> pairs = group.pairs();
        Node[] keys = new Node[pairs.size()];
        Node[] values = new Node[pairs.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = compile(pairs.get(i).key(), scope, nesting);
            values[i] = value(pairs.get(i).value(), scope, nesting);
        }
        return new Grouping(keys, values, group.position());
    }

    Filter[] filters(List<Ast.Stage> stages, @Nullable Scope scope, int nesting) {
        Filter[] filters = new Filter[stages.size()];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = filter(((Ast.Stage.Filter) stages.get(i)).predicate(), scope, nesting + 1);
        }
        return filters;
    }

    private Filter filter(Ast predicate, @Nullable Scope scope, int nesting) {
        Long index = Filter.index(predicate);
        return index == null ? Filter.of(compile(predicate, scope, nesting)) : Filter.at(index);
    }

    private Node binary(Ast.Binary binary, @Nullable Scope scope, int nesting) {
        Node left = compile(binary.left, scope, nesting);
        Node right = compile(binary.right, scope, nesting);
        String operator = binary.operator;
        int position = binary.position();
        return switch (operator) {
            case "and" -> new Conditions.And(left, right);
            case "or" -> new Conditions.Or(left, right);
            case "&" -> Texts.of(left, right, position);
            case "in" -> new Comparisons.In(left, right);
            case ".." -> new Constructors.Range(left, right, position);
            case "=", "!=" -> equality(operator.equals("="), left, right);
            case "<", "<=", ">", ">=" -> new Comparisons.Order(operator, left, right, position);
            default -> Arithmetic.of(operator, left, right, position, exact);
        };
    }

    private static Node equality(boolean wanted, Node left, Node right) {
        return right instanceof Literals.Constant constant && constant.value instanceof String text
                ? new Comparisons.EqualText(wanted, left, text)
                : new Comparisons.Equal(wanted, left, right);
    }

    private Node condition(Ast.Condition condition, @Nullable Scope scope, int nesting) {
        Node otherwise =
                condition.otherwise == null
                        ? new Literals.Constant(UNDEFINED)
                        : compile(condition.otherwise, scope, nesting);
        return Conditions.choice(
                compile(condition.test, scope, nesting),
                compile(condition.then, scope, nesting),
                otherwise);
    }

    private Node block(Ast.Block block, @Nullable Scope scope, int nesting) {
        Scope inner = Scope.ofBlock(scope, block.expressions, open);
        boolean needed = !inner.isEmpty();
        Node[] expressions = compile(block.expressions, needed ? inner : scope, nesting);
        return new Literals.Block(expressions, needed ? inner : null);
    }

    private Node lambda(Ast.Lambda lambda, @Nullable Scope scope) {
        Scope inner = Scope.ofFunction(scope, lambda.parameters, lambda.body, open);
        return new Functions.LambdaNode(inner, lambda.signature, compile(lambda.body, inner, 1));
    }

    private Node transform(Ast.Transform transform, @Nullable Scope scope, int nesting) {
        return new Transform(
                Variables.read("clone", scope),
                compile(transform.pattern, scope, nesting),
                compile(transform.update, scope, nesting),
                transform.delete == null ? null : compile(transform.delete, scope, nesting),
                transform.position());
    }
}
