package dev.tributary.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls of every built-in, and of lambdas with every kind of signature, with arguments of the right
 * kinds mostly, and of any kind and number now and then.
 */
final class RandomCalls {
    private static final List<String> BUILTINS =
            List.of(
                    "sum n*",
                    "count *",
                    "max n*",
                    "min n*",
                    "average n*",
                    "string *b",
                    "string *",
                    "substring snn",
                    "substring sn",
                    "substringBefore ss",
                    "substringAfter ss",
                    "lowercase s",
                    "uppercase s",
                    "length s",
                    "trim s",
                    "pad sns",
                    "pad sn",
                    "join as",
                    "join a",
                    "match sr",
                    "match srn",
                    "contains ss",
                    "contains sr",
                    "replace sss",
                    "replace sssn",
                    "replace srs",
                    "replace srsn",
                    "replace srf",
                    "split ss",
                    "split ssn",
                    "split sr",
                    "split srn",
                    "number *",
                    "number s",
                    "floor n",
                    "ceil n",
                    "round n",
                    "round nn",
                    "abs n",
                    "sqrt n",
                    "power nn",
                    "formatBase nn",
                    "formatBase n",
                    "boolean *",
                    "not *",
                    "exists *",
                    "append **",
                    "append aa",
                    "reverse a",
                    "sort a",
                    "sort af",
                    "distinct a",
                    "distinct *",
                    "zip aa",
                    "zip a",
                    "zip aaa",
                    "keys o",
                    "keys a",
                    "lookup os",
                    "lookup as",
                    "spread o",
                    "spread a",
                    "merge a",
                    "each of",
                    "sift of",
                    "sift f",
                    "map af",
                    "filter af",
                    "single af",
                    "single a",
                    "reduce af",
                    "reduce af*",
                    "type *",
                    "error s",
                    "assert bs",
                    "assert b",
                    "base64encode s",
                    "base64decode s",
                    "encodeUrlComponent s",
                    "encodeUrl s",
                    "decodeUrlComponent s",
                    "decodeUrl s",
                    "toMillis s",
                    "toMillis ss",
                    "fromMillis n",
                    "formatNumber ns",
                    "formatInteger ns",
                    "parseInteger ss",
                    "eval s",
                    "eval so",
                    "clone o",
                    "clone a");
    private static final Map<Character, List<String>> VALUES =
            Map.of(
                    's',
                    List.of(
                            "''",
                            "'a'",
                            "'abc'",
                            "'Hello World'",
                            "'😀x😀'",
                            "'12'",
                            "'-5.50'",
                            "'1e3'",
                            "'0x1F'",
                            "'0b101'",
                            "'0o17'",
                            "' 7 '",
                            "'2018-01-02T03:04:05Z'",
                            "'  a  b '",
                            "'a,b,,c'",
                            "'é'",
                            "'%41%20'",
                            "'%E2%82%AC'",
                            "'%zz'",
                            "'aGVsbG8='",
                            "'a b&c=d/é?x#y'",
                            "'\\n\\t\"'",
                            "','",
                            "' '",
                            "'o'",
                            "'l'",
                            "'[1, 2]'",
                            "'a.b'",
                            "'$sum([1,2])'",
                            "'{\"a\": $}'",
                            "'1 +'",
                            "'true'",
                            "'Infinity'",
                            "'1.'",
                            "'.5'",
                            "'-'",
                            "'$0'",
                            "'[$1]'",
                            "'$$'"),
                    'n',
                    List.of(
                            "0",
                            "1",
                            "-1",
                            "2",
                            "3",
                            "2.5",
                            "-2.5",
                            "0.5",
                            "1.5",
                            "1e21",
                            "1e-7",
                            "12345",
                            "-0",
                            "(0.1+0.2)",
                            "(1/3)",
                            "1e300",
                            "9007199254740993",
                            "36",
                            "16",
                            "37",
                            "100",
                            "-3",
                            "1234.5678",
                            "1e20",
                            "0.000001",
                            "4.35",
                            "-0.5",
                            "99.995",
                            "5e-324"),
                    'b',
                    List.of("true", "false"),
                    'a',
                    List.of(
                            "[]",
                            "[1,2,3]",
                            "[3,1,2]",
                            "['a','b']",
                            "['b','a','b']",
                            "[1,'a']",
                            "[[1],[2,3]]",
                            "[null]",
                            "[{'a':1},{'a':2,'b':3}]",
                            "[true]",
                            "['']",
                            "[1..5]",
                            "[1]",
                            "[{}]",
                            "[[]]",
                            "[1,1.0,'1']",
                            "list",
                            "[0]",
                            "[{'a':1},{'a':1}]",
                            "[false]",
                            "['é','z','A','a']",
                            "[1,null]",
                            "list.a"),
                    'o',
                    List.of(
                            "{}",
                            "{'a':1}",
                            "{'a':1,'b':[1,2]}",
                            "{'a':{'b':null}}",
                            "obj",
                            "$$",
                            "{'b':'x','a':'y'}",
                            "{'a':[]}",
                            "{'':0}"),
                    'f',
                    List.of(
                            "function($a){$a}",
                            "function($a,$b){$a+$b}",
                            "function($a,$b){$a&$b}",
                            "function($a,$b){$a>$b}",
                            "function($a,$b){$b}",
                            "function(){1}",
                            "function($a,$b,$c){[$a,$b,$c]}",
                            "$sum",
                            "$string",
                            "$uppercase",
                            "$",
                            "$not",
                            "$count",
                            "$append",
                            "function($a){$b}",
                            "function($a,$b,$c,$d){$count($d)}",
                            "λ($x){$x.a}",
                            "$exists",
                            "function($m){$m.match}",
                            "function($m){$m.groups[0]}",
                            "$uppercase~>$length",
                            "function($a)<n:n>{$a}",
                            "function($a,$b)<s-n?>{$b}",
                            "|$|{'z':1}|"),
                    'r',
                    List.of(
                            "/a/",
                            "/l+/",
                            "/(l)(o)?/",
                            "/[A-Z]/i",
                            "/o$/",
                            "/^h/i",
                            "/\\s+/",
                            "/(a)|(b)/",
                            "/,/",
                            "/\\d+/",
                            "/x*/",
                            "/(.)(.)/",
                            "/./",
                            "/\\w+$/m",
                            "/[^a-z]/",
                            "/\\//",
                            "/é/",
                            "/(?:b|c)+/",
                            "/a{1,2}/",
                            "/[\\]a]/"),
                    '?',
                    List.of("null", "missing", "$missing", "a", "b", "c", "$", "()", "list", "*"));
    private static final List<String> SIGNATURES =
            List.of(
                    "s", "n", "b", "l", "a", "o", "f", "j", "x", "(sn)", "(ao)", "a<s>", "a<n>",
                    "a<a<n>>", "f<n:n>", "(sf)", "a<o>");

    private final Choices choices;

    RandomCalls(Choices choices) {
        this.choices = choices;
    }

    String expression() {
        return switch (choices.below(10)) {
            case 0, 1 -> withSignature();
            case 2 -> call() + choices.of("[0]", "[]", ".a", "[-1]", " & ''", " = 1", "{'k': $}");
            case 3 -> "$" + choices.of("string", "type", "count", "sum") + "(" + call() + ")";
            default -> call();
        };
    }

    private String call() {
        String[] builtin = choices.of(BUILTINS).split(" ");
        List<String> arguments = new ArrayList<>();
        for (char kind : builtin[1].toCharArray()) arguments.add(value(kind));
        if (choices.oneIn(12)) arguments.removeLast();
        if (choices.oneIn(20)) arguments.add(value('*'));
        String name = "$" + builtin[0];
        if (arguments.isEmpty()) return name + "()";
        String all = String.join(", ", arguments);
        String rest = String.join(", ", arguments.subList(1, arguments.size()));
        return switch (choices.below(14)) {
            case 0 -> "(" + arguments.getFirst() + ") ~> " + name + "(" + rest + ")";
            case 1 -> "(" + arguments.getFirst() + ")." + name + "(" + rest + ")";
            case 2 -> "(" + arguments.getFirst() + ") ~> " + name;
            case 3 ->
                    builtin[1].matches("[snbr]{2,}")
                            ? partial(name, builtin[1])
                            : name + "(" + all + ")";
            case 4 -> "($f := " + name + "; $f(" + all + "))";
            default -> name + "(" + all + ")";
        };
    }

    /**
     * A partial application; of arguments of the right kinds, as the reference checks none here.
     */
    private String partial(String name, String kinds) {
        List<String> arguments = new ArrayList<>();
        for (char kind : kinds.toCharArray()) {
            arguments.add(choices.of(VALUES.get(kind == '*' ? 's' : kind)));
        }
        String first = arguments.set(0, "?");
        return name + "(" + String.join(", ", arguments) + ")(" + first + ")";
    }

    /** Mostly of that kind; an asterisk is any. */
    private String value(char kind) {
        if (kind == '*' || choices.oneIn(9)) {
            return choices.of(VALUES.get("snbaof?r".charAt(choices.below(8))));
        }
        return choices.of(VALUES.get(kind));
    }

    private String withSignature() {
        String signature =
                "<"
                        + choices.some(
                                0,
                                3,
                                "",
                                () ->
                                        choices.of(SIGNATURES)
                                                + choices.of("", "", "", "?", "-", "+"))
                        + choices.of("", ":s", ":n", ":x", ":a<n>", ":(so)", ":j")
                        + ">";
        String lambda = "function($a, $b, $c)" + signature + "{{'a': $a, 'b': $b, 'c': $c}}";
        String arguments = choices.some(0, 4, ", ", () -> value('*'));
        return switch (choices.below(6)) {
            case 0 -> "(" + value('*') + ").(" + lambda + ")(" + arguments + ")";
            case 1 -> "(" + value('*') + ") ~> " + lambda;
            case 2 -> "($f := " + lambda + "; (" + value('*') + ").$f(" + arguments + "))";
            case 3 -> "$map(" + value('a') + ", " + lambda + ")";
            default -> "(" + lambda + ")(" + arguments + ")";
        };
    }
}
