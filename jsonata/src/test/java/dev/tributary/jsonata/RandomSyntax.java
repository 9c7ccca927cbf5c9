package dev.tributary.jsonata;

import java.util.List;

/** Tokens in any order: what parses is rare, what the parser says about the rest is compared. */
final class RandomSyntax {
    private static final List<String> TOKENS =
            List.of(
                    "a", "b", "list", "obj", "$", "$$", "$x", "%", "*", "**", "1", "2.5", "-", "+", "/",
                    "'s'", "\"t\"", "(", ")", "[", "]", "{", "}", ".", ",", ";", ":", "?", ":=", "=",
                    "!=", "<", ">", "<=", ">=", "&", "and", "or", "in", "^(", "@", "#", "@$v", "#$i",
                    "..", "~>", "??", "?:", "|", "function", "function($a)", "λ($a)", "{'a':1}", "[1]",
                    "$f(", "?", "true", "false", "null", "/a/", "/b/i", "`q r`", "$sum", "!");
    private static final List<String> CURIOUS =
            List.of(
                    "1.", ".5", "1..2", "1e", "1e5", "1E+2", "01", "0x1", "1.2.3", "1a", "1e999",
                    "'\\u0041'", "'\\u00'", "'\\x'", "'\\n\\t\\\\'", "'abc", "\"abc", "`abc", "``",
                    "/* c */", "/* c", "/a", "//", "/a/x", "/a/ii", "/a/mi", "/[/]/", "/a\\\\/b/", "$1",
                    "$a.b", "a-b", "a_b", "é", "a$b", "_", "and", "or", "in", "true.a", "function.a",
                    "and.or", "null", "-a", "--1", "-'a'", "(a;b;)", "(;)", "()", "a.()", "[..]",
                    "[1..]", "{:}", "{'a'}", "{'a':}", "a{}", "a{}{}", "a{'x':1}[0]", "a[0]{'x':1}",
                    "|a|{}|", "|a|", "|a|b", "$x:=1", "a:=1", "1:=2", "a^(b)", "a^b", "a^()", "a[[0]]",
                    "?", "a?b", "a?b:c", "a?b:c?d:e", "a?:b?:c", "a??b", "a??b??c", "a?.b",
                    "a~>b", "a~>$f", "1~>$string", "$f()", "$f(,)", "$f(?)", "$f(?,1)", "f(1)",
                    "function(){1}()", "function($a,$b){$a}(1)", "function(a){a}", "function($a)<s{$a}",
                    "function($a)<z>{$a}", "function($a)<a<s>>{$a}('x')", "λ($x){$x}(2)", "a.b.", "..a",
                    "a..b", "a@$x", "a@x", "a#x", "a@$x@$y", "a#$i#$j", "a@$x[b]", "a[b]@$x", "a#$i[b]",
                    "a[b]#$i", "a^(b)@$x", "%.a", "a.%", "a.b.%.%", "a.b.%.%.%", "a.%%", "a%b", "5%2",
                    "*.a", "**.a", "a.*", "a**b", "a*b", "* * *", "[*]", "[**]", "(*)", "$$.a", "$ .a",
                    "a .b", "a . b", "\ta\n+\nb", "a\u00A0b", "😀", "'😀'", "\\", "~", "!", "a!b", "a!=b",
                    "a=b=c", "a<b<c", "a in b in c", "a and b or c", "a&b&c", "1+2*3-4/5%6", "-a.b",
                    "-1.a", "a.1", "a.'b'", "a.\"b\".c", "'a'.b", "a.true", "[1,]", "[,1]", "a,b",
                    "(a,b)", "a;b", "a:b", "}", "]", ")", "a)", "(a", "[a", "{'a':b", "a[", "a(", "$a(");

    private final Choices choices;

    RandomSyntax(Choices choices) {
        this.choices = choices;
    }

    String expression() {
        return switch (choices.below(5)) {
            case 0 -> choices.of(CURIOUS);
            case 1 -> choices.of(CURIOUS) + choices.of("", " ") + choices.of(TOKENS) + choices.of(CURIOUS);
            case 2 -> choices.of(TOKENS) + choices.of("", " ") + choices.of(CURIOUS);
            default -> choices.some(1, 8, choices.of("", " "), () -> choices.of(TOKENS));
        };
    }
}
