package dev.tributary.jsonata.value;

import dev.tributary.jsonata.Jsonata;
import dev.tributary.jsonata.Options;

/**
 * Uses every part of the engine once. A class that is first needed where a hostile recursion has
 * used up the stack fails to initialise, and would stay broken for every other thread; so before an
 * evaluation goes deep for the first time, all are initialised where there is stack left.
 */
final class FirstUse {
    private static final String EVERYTHING =
            """
            ($f := function($x)<n:n> { $x }; [$f(1.5 * 2 - 1), -$f(?)(1), {'a': 'b'}.a & 'c'] ~> $string;
             $toMillis($fromMillis(0, '[FNn], [Dwo] [MNn] [YI] [h]:[m] [P] [Z]'), '[FNn], [Dwo] [MNn] [YI]');
             $toMillis('1970-01-01T00:00:00Z'); $formatNumber(1234.5, '#,##0.0e0'); $number('1e1') + $number('0x1');
             $parseInteger($formatInteger(21, 'w;o'), 'w;o'); $formatInteger(1, 'A') & $formatInteger(1, '#,##0');
             $replace('ab', /a(?:b{1,2})\\x41?/, '$1') ~> $uppercase; $match('é', /[^\\w]/m); $contains('a', /a/i);
             $round(2.55, 1) + $power(2, 0.5) + $sqrt(2); $decodeUrl($encodeUrl('é')); $base64decode($base64encode('a'));
             $distinct($sort([2, 1])) ~> $reverse; $shuffle([1..300])^(>$); [{'a': 1}]@$v#$i[$i = 0].{'b': $v}{'k': b};
             $map([[1]], $sum); {'a': {'b': 1}}.a.b.%; $x.a[0].b; a = 'x' ? 1 : a = 'y' ? 2;
             {'a': 1} ~> |$|{'b': 2}, ['a']|; $merge($spread({'a': 1})); $eval('$sift({})'); **.*)
            """;

    private static volatile boolean made;

    private FirstUse() {}

    static void ofEverything() {
        if (made) return;
        made = true; // before, since evaluating this comes here, too
        boolean succeeded = false;
        try {
            Jsonata.compile(EVERYTHING).evaluate(1.5);
            Jsonata.compile("1.1 + $round(2.55, 1)", Options.exactDecimals()).evaluate(null);
            succeeded = true;
        } finally {
            made = succeeded;
        }
    }
}
