package dev.tributary.jsonata.syntax;

import dev.tributary.jsonata.value.Numbers;

import org.jspecify.annotations.Nullable;

/** The token by which an error names a piece of syntax. */
final class Describe {
    private Describe() {}

    static String token(Syntax node) {
        return switch (node) {
            case Syntax.Name name -> name.name();
            case Syntax.Variable variable -> variable.name();
            case Syntax.Literal literal -> value(literal.value());
            case Syntax.Regex regex -> "/" + regex.pattern() + "/" + regex.flags();
            case Syntax.Wildcard _ -> "*";
            case Syntax.Descendants _ -> "**";
            case Syntax.Parent _ -> "%";
            case Syntax.Placeholder _ -> "?";
            case Syntax.End _ -> "(end)";
            case Syntax.Negation _ -> "-";
            case Syntax.Binary binary -> binary.operator();
            case Syntax.Filter _, Syntax.ArrayOf _ -> "[";
            case Syntax.KeepArray keep -> token(keep.operand());
            case Syntax.ObjectOf _, Syntax.GroupBy _ -> "{";
            case Syntax.OrderBy _ -> "^";
            case Syntax.Bind _ -> ":=";
            case Syntax.Focus _ -> "@";
            case Syntax.Index _ -> "#";
            case Syntax.Condition _ -> "?";
            case Syntax.Block _, Syntax.Call _, Syntax.Lambda _ -> "(";
            case Syntax.Transform _ -> "|";
        };
    }

    /** A value as the reference writes it. */
    static String value(@Nullable Object value) {
        return value instanceof Double number ? Numbers.javascript(number) : String.valueOf(value);
    }

    /** What the reference calls the kind of a node. */
    static String kind(Ast node) {
        return switch (node) {
            case Ast.Path _ -> "path";
            case Ast.Name _ -> "name";
            case Ast.Literal literal ->
                    literal.value instanceof String
                            ? "string"
                            : literal.value instanceof Number ? "number" : "value";
            case Ast.Variable _ -> "variable";
            case Ast.Regex _ -> "regex";
            case Ast.Wildcard _ -> "wildcard";
            case Ast.Descendants _ -> "descendant";
            case Ast.Parent _ -> "parent";
            case Ast.Placeholder _ -> "operator";
            case Ast.Negation _, Ast.ArrayOf _, Ast.ObjectOf _ -> "unary";
            case Ast.Binary _ -> "binary";
            case Ast.Apply _ -> "apply";
            case Ast.Bind _ -> "bind";
            case Ast.Condition _, Ast.Default _ -> "condition";
            case Ast.Block _ -> "block";
            case Ast.Call call -> call.partial ? "partial" : "function";
            case Ast.Lambda _ -> "lambda";
            case Ast.Sort _ -> "sort";
            case Ast.Transform _ -> "transform";
        };
    }
}
