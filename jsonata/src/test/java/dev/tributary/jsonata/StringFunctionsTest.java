package dev.tributary.jsonata;

import org.junit.jupiter.api.Test;

/**
 * Functions on strings, with their errors. Each line is an expression on {@link Sample#INPUT} and
 * what comes out.
 */
class StringFunctionsTest {
    @Test
    void string_writes_json() {
        Sample.holds(
                """
                $string(5)  ⇒  "5"
                $string(0.1 + 0.2)  ⇒  "0.3"
                $string(tags)  ⇒  "[\\"x\\",\\"y\\"]"
                $string({'a': [1, null, true]})  ⇒  "{\\"a\\":[1,null,true]}"
                $string('a')  ⇒  "a"
                $string(missing)  ⇒  undefined
                $string(1e21)  ⇒  "1e+21"
                $string(1e-7)  ⇒  "1e-7"
                $string($sum)  ⇒  ""
                $string([$sum])  ⇒  "[\\"\\"]"
                $string({'a': [1]}, true)  ⇒  "{\\n  \\"a\\": [\\n    1\\n  ]\\n}"
                name.$string()  ⇒  "Ada Lovelace"
                $string(1/3)  ⇒  "0.333333333333333"
                $string(1/0)  ⇒  !D3001
                """);
    }

    @Test
    void substring_counts_code_points() {
        Sample.holds(
                """
                $substring(name, 4)  ⇒  "Lovelace"
                $substring(name, 0, 3)  ⇒  "Ada"
                $substring(name, -8)  ⇒  "Lovelace"
                $substring(name, -8, 4)  ⇒  "Love"
                $substring('a😀b', 1, 1)  ⇒  "😀"
                $substring('abc', 1.9)  ⇒  "bc"
                $substring('abc', 9)  ⇒  ""
                $substring('abc', 1, -1)  ⇒  ""
                $substring(missing, 1)  ⇒  undefined
                $substring('abc', missing)  ⇒  "abc"
                $substring('abc', missing, 2)  ⇒  ""
                $substring(1, 1)  ⇒  !T0411
                """);
    }

    @Test
    void before_and_after_cut_at_a_separator() {
        Sample.holds(
                """
                $substringBefore(name, ' ')  ⇒  "Ada"
                $substringAfter(name, ' ')  ⇒  "Lovelace"
                $substringBefore(name, 'q')  ⇒  "Ada Lovelace"
                $substringAfter(name, 'q')  ⇒  "Ada Lovelace"
                name.$substringBefore('a')  ⇒  "Ad"
                """);
    }

    @Test
    void case_length_and_trim() {
        Sample.holds(
                """
                $uppercase(name)  ⇒  "ADA LOVELACE"
                $lowercase(name)  ⇒  "ada lovelace"
                $length(name)  ⇒  12
                $length('😀')  ⇒  1
                $length(missing)  ⇒  undefined
                $trim('  a   b  ')  ⇒  "a b"
                name.$uppercase()  ⇒  "ADA LOVELACE"
                $length(5)  ⇒  !T0410
                """);
    }

    @Test
    void pad_fills_to_a_width() {
        Sample.holds(
                """
                $pad('a', 5)  ⇒  "a    "
                $pad('a', -5)  ⇒  "    a"
                $pad('a', 5, '#')  ⇒  "a####"
                $pad('a', -5, '12')  ⇒  "1212a"
                $pad('abc', 2)  ⇒  "abc"
                $pad('a', 3, '')  ⇒  "a  "
                """);
    }

    @Test
    void join_and_split_are_inverse() {
        Sample.holds(
                """
                $join(tags)  ⇒  "xy"
                $join(tags, ', ')  ⇒  "x, y"
                $join('a')  ⇒  "a"
                $join([1])  ⇒  !T0412
                $split(name, ' ')  ⇒  ["Ada","Lovelace"]
                $split('a,b,c', ',', 2)  ⇒  ["a","b"]
                $split('abc', '')  ⇒  ["a","b","c"]
                $split('a1b22c', /[0-9]+/)  ⇒  ["a","b","c"]
                $split('a1b2c3', /[0-9]/, 2)  ⇒  ["a","b"]
                $split('a', ',', -1)  ⇒  !D3020
                $split(missing, ',')  ⇒  undefined
                """);
    }

    @Test
    void contains_and_match_find() {
        Sample.holds(
                """
                $contains(name, 'Love')  ⇒  true
                $contains(name, /love/)  ⇒  false
                $contains(name, /love/i)  ⇒  true
                $match('ababc', /a(b)(c)?/)
                    ⇒  [{"match":"ab","index":0,"groups":["b",null]},{"match":"abc","index":2,"groups":["b","c"]}]
                $match('ababab', /ab/, 2)
                    ⇒  [{"match":"ab","index":0,"groups":[]},{"match":"ab","index":2,"groups":[]}]
                $match('abc', /x/)  ⇒  undefined
                $match('x', /x*y?/)  ⇒  {"match":"x","index":0,"groups":[]}
                $match('ab', /a/, -1)  ⇒  !D3040
                $contains(name, function($s) { {'match': 'A', 'start': 0, 'end': 1, 'groups': [], 'next': function() { missing }} })
                    ⇒  true
                $match('a', function($s) { 5 })  ⇒  !T1010
                """);
    }

    @Test
    void replace_substitutes() {
        Sample.holds(
                """
                $replace('banana', 'a', 'o')  ⇒  "bonono"
                $replace('banana', 'a', 'o', 2)  ⇒  "bonona"
                $replace('John Smith', /(\\w+) (\\w+)/, '$2, $1')  ⇒  "Smith, John"
                $replace('a-b', /-/, '$$')  ⇒  "a$b"
                $replace('265USD', /([0-9]+)USD/, '$$$1')  ⇒  "$265"
                $replace('abc', /b/, function($m) { $uppercase($m.match) })  ⇒  "aBc"
                $replace('abc', '', 'x')  ⇒  !D3010
                $replace('abc', /b/, function() { 5 })  ⇒  !D3012
                $replace('abc', 'b', 'x', -1)  ⇒  !D3011
                $replace('abcdefghijklmno', /(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, '$11$1$12')
                    ⇒  "kaa2lmno"
                """);
    }

    @Test
    void base64_and_urls_are_encoded() {
        Sample.holds(
                """
                $base64encode('myuser:mypass')  ⇒  "bXl1c2VyOm15cGFzcw=="
                $base64decode('bXl1c2VyOm15cGFzcw==')  ⇒  "myuser:mypass"
                $encodeUrlComponent('?x=test&y=é')  ⇒  "%3Fx%3Dtest%26y%3D%C3%A9"
                $encodeUrl('https://a.b/?x=é&y=1 2')  ⇒  "https://a.b/?x=%C3%A9&y=1%202"
                $decodeUrlComponent('%3Fx%3Dtest')  ⇒  "?x=test"
                $decodeUrl('https://a.b/?x=%C3%A9%26')  ⇒  "https://a.b/?x=é%26"
                $decodeUrl('%')  ⇒  !D3140
                """);
    }

    @Test
    void eval_runs_a_string() {
        Sample.holds(
                """
                $eval('1 + 2')  ⇒  3
                $eval('name')  ⇒  "Ada Lovelace"
                $eval('$x + 1', 5)  ⇒  undefined
                ($x := 4; $eval('$x * 2'))  ⇒  8
                $eval('a', {'a': 'b'})  ⇒  "b"
                $eval('1 +')  ⇒  !D3120
                $eval('1 + "a"')  ⇒  !D3121
                $map(['1', '2'], $eval)  ⇒  [1,2]
                """);
    }
}
