package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.function.Signature;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A top-down operator precedence parser (Pratt). {@link #operand} reads what can begin an
 * expression, {@link #infix} what can follow one; {@link #POWERS} says how tightly each operator
 * binds.
 */
public final class Parser {
    private static final Map<String, Integer> POWERS =
            Map.ofEntries(
                    Map.entry("(", 80),
                    Map.entry("[", 80),
                    Map.entry("@", 80),
                    Map.entry("#", 80),
                    Map.entry(".", 75),
                    Map.entry("{", 70),
                    Map.entry("*", 60),
                    Map.entry("/", 60),
                    Map.entry("%", 60),
                    Map.entry("+", 50),
                    Map.entry("-", 50),
                    Map.entry("&", 50),
                    Map.entry("=", 40),
                    Map.entry("!=", 40),
                    Map.entry("<", 40),
                    Map.entry("<=", 40),
                    Map.entry(">", 40),
                    Map.entry(">=", 40),
                    Map.entry("in", 40),
                    Map.entry("^", 40),
                    Map.entry("~>", 40),
                    Map.entry("?:", 40),
                    Map.entry("??", 40),
                    Map.entry("and", 30),
                    Map.entry("or", 25),
                    Map.entry("?", 20),
                    Map.entry(":=", 10));
    private static final int UNARY = 70;

    private final Lexer lexer;
    private final int maxDepth;
    private Token token;
    private Token previous;
    private int depth;

    private Parser(String text, boolean exact, int maxDepth) {
        this.lexer = new Lexer(text, exact);
        this.maxDepth = maxDepth;
        this.token = new Token(Token.Kind.END, "(start)", null, 0, 0);
        this.previous = token;
        advance(false);
    }

    /** The tree of an expression no deeper than {@code maxDepth}. */
    public static Syntax parse(String text, boolean exact, int maxDepth) {
        Parser parser = new Parser(text, exact, maxDepth);
        Syntax tree = parser.expression(0);
        if (parser.token.kind() != Token.Kind.END) throw parser.unexpected("S0201", null);
        Nesting.check(tree, maxDepth);
        return tree;
    }

    private Syntax expression(int power) {
        if (++depth > maxDepth) {
            throw new JsonataException("U1001", "nested deeper than " + maxDepth)
                    .at(token.position(), null);
        }
        Token first = token;
        advance(true);
        Syntax left = operand(first);
        while (power < powerOf(token)) {
            Token operator = token;
            advance(false);
            left = infix(operator, left);
        }
        depth--;
        return left;
    }

    private static int powerOf(Token token) {
        return token.kind() == Token.Kind.OPERATOR ? POWERS.getOrDefault(token.symbol(), 0) : 0;
    }

    private void advance(boolean afterOperand) {
        previous = token;
        token = lexer.next(afterOperand);
        if (token.is("!") || token.is("~")) throw unexpected("S0204", null);
    }

    private void expect(String symbol, boolean afterOperand) {
        if (!token.is(symbol))
            throw unexpected(token.kind() == Token.Kind.END ? "S0203" : "S0202", symbol);
        advance(afterOperand);
    }

    private JsonataException unexpected(String code, @Nullable String expected) {
        return new JsonataException(code, expected)
                .at(token.position(), Describe.value(token.value()));
    }

    private Syntax operand(Token first) {
        int position = first.position();
        return switch (first.kind()) {
            case NAME -> new Syntax.Name((String) first.value(), position);
            case VARIABLE -> new Syntax.Variable((String) first.value(), position);
            case STRING, NUMBER, CONSTANT -> new Syntax.Literal(first.value(), position);
            case REGEX -> {
                var regex = (Token.RegexText) first.value();
                yield new Syntax.Regex(regex.pattern(), regex.flags(), position);
            }
            case END -> new Syntax.End(position);
            case OPERATOR -> prefix(first);
        };
    }

    private Syntax prefix(Token operator) {
        int position = operator.position();
        return switch (operator.symbol()) {
            case "and", "or", "in" -> new Syntax.Name(operator.symbol(), position);
            case "-" -> new Syntax.Negation(expression(UNARY), position);
            case "*" -> new Syntax.Wildcard(position);
            case "**" -> new Syntax.Descendants(position);
            case "%" -> new Syntax.Parent(position);
            case "(" -> block(position);
            case "[" -> array(position);
            case "{" -> new Syntax.ObjectOf(pairs(), position);
            case "|" -> transform(position);
            default -> throw new JsonataException("S0211").at(position, operator.symbol());
        };
    }

    private Syntax infix(Token operator, Syntax left) {
        int position = operator.position();
        return switch (operator.symbol()) {
            case "(" -> call(left, position);
            case "[" -> filter(left, position);
            case "{" -> new Syntax.GroupBy(left, pairs(), position);
            case "^" -> orderBy(left, position);
            case ":=" -> bind(left, position);
            case "@" -> new Syntax.Focus(left, variable("@"), position);
            case "#" -> new Syntax.Index(left, variable("#"), position);
            case "?" -> condition(left, position);
            case "?:", "??" -> new Syntax.Binary(operator.symbol(), left, expression(0), position);
            default ->
                    new Syntax.Binary(
                            operator.symbol(),
                            left,
                            expression(POWERS.get(operator.symbol())),
                            position);
        };
    }

    private Syntax block(int position) {
        List<Syntax> expressions = new ArrayList<>();
        while (!token.is(")")) {
            expressions.add(expression(0));
            if (!token.is(";")) break;
            advance(false);
        }
        expect(")", true);
        return new Syntax.Block(expressions, position);
    }

    private Syntax array(int position) {
        List<Syntax> items = new ArrayList<>();
        if (!token.is("]")) {
            do {
                if (!items.isEmpty()) advance(false);
                items.add(item());
            } while (token.is(","));
        }
        expect("]", true);
        return new Syntax.ArrayOf(items, position);
    }

    private Syntax item() {
        Syntax item = expression(0);
        if (!token.is("..")) return item;
        int position = token.position();
        advance(false);
        return new Syntax.Binary("..", item, expression(0), position);
    }

    private List<Syntax.Pair> pairs() {
        List<Syntax.Pair> pairs = new ArrayList<>();
        if (!token.is("}")) {
            do {
                if (!pairs.isEmpty()) advance(false);
                Syntax key = expression(0);
                expect(":", false);
                int start = token.start();
                Syntax value = expression(0);
                pairs.add(new Syntax.Pair(key, value, start, previous.position()));
            } while (token.is(","));
        }
        expect("}", true);
        return pairs;
    }

    private Syntax transform(int position) {
        Syntax pattern = expression(0);
        expect("|", false);
        Syntax update = expression(0);
        Syntax delete = null;
        if (token.is(",")) {
            advance(false);
            delete = expression(0);
        }
        expect("|", false);
        return new Syntax.Transform(pattern, update, delete, position);
    }

    private Syntax filter(Syntax left, int position) {
        if (token.is("]")) {
            advance(false);
            return keepArray(left, position);
        }
        Syntax predicate = expression(0);
        expect("]", true);
        return new Syntax.Filter(left, predicate, position);
    }

    /** The mark belongs to what is filtered, not to the filters. */
    private static Syntax keepArray(Syntax operand, int position) {
        return operand instanceof Syntax.Filter filter
                ? new Syntax.Filter(
                        keepArray(filter.left(), position), filter.predicate(), filter.position())
                : new Syntax.KeepArray(operand, position);
    }

    private Syntax orderBy(Syntax left, int position) {
        expect("(", false);
        List<Syntax.Term> terms = new ArrayList<>();
        do {
            if (!terms.isEmpty()) advance(false);
            boolean descending = token.is(">");
            if (descending || token.is("<")) advance(false);
            terms.add(new Syntax.Term(expression(0), descending));
        } while (token.is(","));
        expect(")", false);
        return new Syntax.OrderBy(left, terms, position);
    }

    private Syntax bind(Syntax left, int position) {
        if (left instanceof Syntax.KeepArray keep) left = keep.operand();
        if (!(left instanceof Syntax.Variable variable)) {
            throw new JsonataException("S0212").at(left.position(), Describe.token(left));
        }
        return new Syntax.Bind(variable, expression(POWERS.get(":=") - 1), position);
    }

    private Syntax.Variable variable(String operator) {
        Syntax right = expression(POWERS.get(operator));
        if (right instanceof Syntax.Variable variable) return variable;
        throw new JsonataException("S0214").at(right.position(), operator);
    }

    private Syntax condition(Syntax test, int position) {
        Syntax then = expression(0);
        Syntax otherwise = null;
        if (token.is(":")) {
            advance(false);
            otherwise = expression(0);
        }
        return new Syntax.Condition(test, then, otherwise, position);
    }

    private Syntax call(Syntax procedure, int position) {
        List<Syntax> arguments = new ArrayList<>();
        if (!token.is(")")) {
            do {
                if (!arguments.isEmpty()) advance(false);
                arguments.add(argument());
            } while (token.is(","));
        }
        expect(")", true);
        boolean isLambda =
                procedure instanceof Syntax.Name(String name, int _)
                        && (name.equals("function") || name.equals("λ"));
        return isLambda
                ? lambda(arguments, position)
                : new Syntax.Call(procedure, arguments, position);
    }

    private Syntax argument() {
        if (!token.is("?")) return expression(0);
        Syntax placeholder = new Syntax.Placeholder(token.position());
        advance(false);
        return placeholder;
    }

    private Syntax lambda(List<Syntax> arguments, int position) {
        List<String> parameters = new ArrayList<>();
        for (Syntax argument : arguments) {
            if (!(argument instanceof Syntax.Variable variable)) {
                throw new JsonataException("S0208", parameters.size() + 1)
                        .at(argument.position(), Describe.token(argument));
            }
            parameters.add(variable.name());
        }
        Signature signature = token.is("<") ? signature() : null;
        expect("{", false);
        Syntax body = expression(0);
        expect("}", false);
        return new Syntax.Lambda(parameters, signature, body, position);
    }

    private Signature signature() {
        int position = token.position();
        StringBuilder signature = new StringBuilder("<");
        int open = 1;
        while (open > 0 && !token.is("{") && token.kind() != Token.Kind.END) {
            advance(false);
            if (token.is(">")) open--;
            if (token.is("<")) open++;
            signature.append(token.value());
        }
        expect(">", false);
        try {
            return Signature.parse(signature.toString());
        } catch (JsonataException e) {
            throw e.movedTo(position + e.position(), null);
        }
    }
}
