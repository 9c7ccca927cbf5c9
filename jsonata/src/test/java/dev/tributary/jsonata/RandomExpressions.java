package dev.tributary.jsonata;

import java.util.List;
import java.util.Random;

/** Makes random expressions and inputs, mostly sensible ones. The same seed makes the same. */
final class RandomExpressions {
    private static final List<String> NAMES =
            List.of("a", "b", "c", "d", "e", "list", "obj", "missing", "`a b`");
    private static final List<String> LITERALS =
            List.of(
                    "0",
                    "1",
                    "2",
                    "-1",
                    "3.5",
                    "10",
                    "0.1",
                    "1e3",
                    "''",
                    "'a'",
                    "'b'",
                    "'hello world'",
                    "'1'",
                    "'5'",
                    "true",
                    "false",
                    "null",
                    "[]",
                    "{}",
                    "[1,2,3]",
                    "['a','b','a']",
                    "[1,[2,3]]",
                    "{'a':1,'b':2}",
                    "[{'a':1},{'a':2}]",
                    "[null]");
    private static final List<String> BINARY =
            List.of(
                    "+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or",
                    "in", "~>", "?:", "??");
    private static final List<String> UNARY_FUNCTIONS =
            List.of(
                    "sum",
                    "count",
                    "max",
                    "min",
                    "average",
                    "string",
                    "length",
                    "uppercase",
                    "lowercase",
                    "trim",
                    "number",
                    "floor",
                    "ceil",
                    "round",
                    "abs",
                    "sqrt",
                    "boolean",
                    "not",
                    "exists",
                    "keys",
                    "spread",
                    "merge",
                    "reverse",
                    "type",
                    "distinct",
                    "sort",
                    "base64encode",
                    "encodeUrlComponent",
                    "encodeUrl",
                    "decodeUrl",
                    "zip",
                    "shuffle1",
                    "single",
                    "formatBase",
                    "toMillis",
                    "fromMillis",
                    "clone",
                    "join",
                    "error",
                    "assert",
                    "now1");
    private static final List<String> BINARY_FUNCTIONS =
            List.of(
                    "append",
                    "substring",
                    "substringBefore",
                    "substringAfter",
                    "contains",
                    "split",
                    "join",
                    "round",
                    "power",
                    "lookup",
                    "pad",
                    "zip",
                    "formatBase",
                    "formatInteger",
                    "formatNumber",
                    "assert");
    private static final List<String> PREDICATES =
            List.of(
                    "function($v){$v}",
                    "function($v){$v = 1}",
                    "function($v, $i){$i > 0}",
                    "function($v){$type($v) = 'number'}",
                    "$boolean",
                    "function($v, $i, $a){$count($a) > $i}",
                    "$string",
                    "$not",
                    "function(){1}");
    private static final List<String> REGEXES =
            List.of(
                    "/a/",
                    "/[a-z]+/",
                    "/(l+)(o)?/",
                    "/^h/i",
                    "/o$/",
                    "/\\\\s/",
                    "/(a)|(b)/",
                    "/x*y/");
    private static final List<String> PICTURES =
            List.of(
                    "'#,##0.00'",
                    "'0'",
                    "'00.##'",
                    "'#0%'",
                    "'0.0e0'",
                    "'(#);[0]'",
                    "'Ww'",
                    "'I'",
                    "'A'",
                    "'1;o'",
                    "'000'",
                    "'w;o'");

    private final Random random;

    RandomExpressions(long seed) {
        this.random = new Random(seed);
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    String expression(int depth) {
        if (depth <= 0) return leaf();
        String e = " ";
        return switch (random.nextInt(34)) {
            case 0, 1, 2, 3 -> leaf();
            case 4, 5, 6 -> path(depth);
            case 7, 8 -> step(depth) + "[" + predicate(depth) + "]";
            case 9, 10, 11 ->
                    "(" + expression(depth - 1) + e + any(BINARY) + e + expression(depth - 1) + ")";
            case 12 -> "[" + expression(depth - 1) + ", " + expression(depth - 1) + "]";
            case 13 -> "{'x': " + expression(depth - 1) + ", 'y': " + expression(depth - 1) + "}";
            case 14 ->
                    "("
                            + expression(depth - 1)
                            + " ? "
                            + expression(depth - 1)
                            + " : "
                            + expression(depth - 1)
                            + ")";
            case 15, 16, 17 -> "$" + any(UNARY_FUNCTIONS) + "(" + expression(depth - 1) + ")";
            case 18, 19 ->
                    "$"
                            + any(BINARY_FUNCTIONS)
                            + "("
                            + expression(depth - 1)
                            + ", "
                            + expression(depth - 1)
                            + ")";
            case 20 ->
                    "$"
                            + any(List.of("map", "filter", "single", "sift", "each"))
                            + "("
                            + expression(depth - 1)
                            + ", "
                            + any(PREDICATES)
                            + ")";
            case 21 ->
                    "$reduce("
                            + expression(depth - 1)
                            + ", function($p, $v){"
                            + any(List.of("$p + $v", "$p & $v", "$v", "[$p, $v]"))
                            + "})";
            case 22 ->
                    "($v := "
                            + expression(depth - 1)
                            + "; $f := function($x){"
                            + expression(depth - 1)
                            + "}; "
                            + any(List.of("$v", "$f($v)", "[$v, $f(1)]", "$map($v, $f)", "$v.a"))
                            + ")";
            case 23 ->
                    step(depth)
                            + "{"
                            + any(List.of("'k' & a", "'k'", "$type($)"))
                            + ": "
                            + expression(depth - 1)
                            + "}";
            case 24 ->
                    step(depth)
                            + "^("
                            + any(List.of("a", ">a", "$", ">$", "a, >b", "$string($)"))
                            + ")";
            case 25 ->
                    any(
                                    List.of(
                                            "*",
                                            "**",
                                            "$.*",
                                            "list.*",
                                            "obj.**",
                                            "**.a",
                                            "*.a",
                                            "list.%",
                                            "list.a.%",
                                            "obj.a.%.b"))
                            + tail(depth);
            case 26 ->
                    any(List.of("$match", "$contains", "$split"))
                            + "("
                            + expression(depth - 1)
                            + ", "
                            + any(REGEXES)
                            + ")";
            case 27 ->
                    "$replace("
                            + expression(depth - 1)
                            + ", "
                            + any(REGEXES)
                            + ", "
                            + any(List.of("'x'", "'$0$1'", "'$$'", "function($m){$m.match & '!'}"))
                            + ")";
            case 28 -> "$formatNumber(" + expression(depth - 1) + ", " + any(PICTURES) + ")";
            case 29 ->
                    any(
                                    List.of(
                                            "list@$l.{'v': $l}",
                                            "list#$i.[$i, $]",
                                            "list#$i[$i > 0]",
                                            "list@$l.obj[a = $l.a]",
                                            "list#$i.a#$j.[$i,$j]",
                                            "list@$x.list@$y.[$x.a + $y.a]"))
                            + tail(depth);
            case 30 ->
                    "("
                            + expression(depth - 1)
                            + " ~> |"
                            + any(List.of("$", "a", "list", "obj", "**"))
                            + "|"
                            + any(List.of("{'z': 1}", "{'a': b}", "{}"))
                            + any(List.of("", ", 'a'", ", ['a','b']"))
                            + "|)";
            case 31 -> "-" + expression(depth - 1);
            case 32 -> path(depth) + "[]" + tail(depth);
            default -> "(" + expression(depth - 1) + ")" + tail(depth);
        };
    }

    private String leaf() {
        return switch (random.nextInt(4)) {
            case 0 -> any(LITERALS);
            case 1 -> any(List.of("$", "$$", "$v", "$x"));
            default -> any(NAMES);
        };
    }

    private String step(int depth) {
        return random.nextInt(3) == 0
                ? "(" + expression(depth - 1) + ")"
                : random.nextBoolean() ? any(NAMES) : path(depth - 1);
    }

    private String path(int depth) {
        StringBuilder path =
                new StringBuilder(
                        any(
                                List.of(
                                        "$",
                                        "$$",
                                        "a",
                                        "b",
                                        "list",
                                        "obj",
                                        "list[0]",
                                        "(list)",
                                        "[list, obj]")));
        for (int i = random.nextInt(3); i >= 0; i--) path.append('.').append(pathStep(depth));
        return path.toString();
    }

    private String pathStep(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> any(NAMES) + "[" + predicate(depth) + "]";
            case 1 -> "*";
            case 2 -> "(" + expression(depth - 1) + ")";
            case 3 ->
                    any(
                            List.of(
                                    "$string()",
                                    "$keys()",
                                    "$type($)",
                                    "$uppercase()",
                                    "$count($)",
                                    "[a, b]",
                                    "{'p': a}",
                                    "[$]"));
            default -> any(NAMES);
        };
    }

    private String predicate(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> "0";
            case 1 -> "-1";
            case 2 ->
                    any(
                            List.of(
                                    "a = 1",
                                    "$ = 1",
                                    "a > 1",
                                    "$exists(a)",
                                    "b",
                                    "[0,1]",
                                    "1.7",
                                    "$ != 'a'"));
            default -> expression(depth - 1);
        };
    }

    private String tail(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> "." + any(NAMES);
            case 1 -> "[" + predicate(depth) + "]";
            case 2 -> ".(" + expression(depth - 2) + ")";
            default -> "";
        };
    }

    /**
     * A JSON text: an object with the names the expressions use, or now and then something else.
     */
    String input() {
        return random.nextInt(8) == 0 ? value(3) : object(3);
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        for (String name : List.of("a", "b", "c", "d", "e", "a b")) {
            if (random.nextInt(3) > 0)
                object.append(object.length() > 1 ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value(depth - 1));
        }
        if (depth > 1) {
            object.append(object.length() > 1 ? "," : "").append("\"list\":[");
            for (int i = random.nextInt(4); i > 0; i--)
                object.append(random.nextInt(4) == 0 ? value(1) : object(depth - 1))
                        .append(i > 1 ? "," : "");
            object.append("],\"obj\":").append(object(depth - 1));
        }
        return object.append("}").toString();
    }

    private String value(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            if (random.nextBoolean()) return object(depth - 1);
            StringBuilder list = new StringBuilder("[");
            for (int i = random.nextInt(4); i > 0; i--)
                list.append(value(depth - 1)).append(i > 1 ? "," : "");
            return list.append("]").toString();
        }
        return any(
                List.of(
                        "0",
                        "1",
                        "2",
                        "-3",
                        "2.5",
                        "1e2",
                        "0.1",
                        "\"\"",
                        "\"a\"",
                        "\"b\"",
                        "\"hello world\"",
                        "\"1\"",
                        "true",
                        "false",
                        "null",
                        "\"é😀\""));
    }
}
