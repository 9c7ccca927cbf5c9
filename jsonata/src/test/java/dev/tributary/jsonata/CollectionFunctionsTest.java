package dev.tributary.jsonata;

import org.junit.jupiter.api.Test;

/**
 * Functions on lists, objects and functions. Each line is an expression on {@link Sample#INPUT} and
 * what comes out.
 */
class CollectionFunctionsTest {
    @Test
    void lists_are_appended_reversed_and_zipped() {
        Sample.holds(
                """
                $append([1,2], 3)  ⇒  [1,2,3]
                $append(1, 2)  ⇒  [1,2]
                $append(missing, 1)  ⇒  1
                $append([1], missing)  ⇒  [1]
                $reverse([1,2,3])  ⇒  [3,2,1]
                $reverse('a')  ⇒  ["a"]
                $zip([1,2,3], ['a','b'])  ⇒  [[1,"a"],[2,"b"]]
                $zip(1, 2)  ⇒  [[1,2]]
                $zip([1], missing)  ⇒  []
                """);
    }

    @Test
    void sort_uses_a_comparator_or_the_natural_order() {
        Sample.holds(
                """
                $sort([3,1,2])  ⇒  [1,2,3]
                $sort(['b','a'])  ⇒  ["a","b"]
                $sort(people, function($a, $b) { $a.age > $b.age }).name  ⇒  ["Al","Cy","Bo"]
                $sort([1,'a'])  ⇒  !D3070
                $sort(people)  ⇒  !D3070
                """);
    }

    @Test
    void distinct_keeps_the_first_of_equals() {
        Sample.holds(
                """
                $distinct([1,2,1,'1'])  ⇒  [1,2,"1"]
                $distinct([{'a':1},{'a':1}])  ⇒  [{"a":1}]
                $distinct(people.city)  ⇒  ["Oslo","Rome"]
                $distinct(5)  ⇒  5
                """);
    }

    @Test
    void shuffle_keeps_all_values() {
        Sample.holds(
                """
                $sort($shuffle([1..20])) = [1..20]  ⇒  true
                $shuffle(1)  ⇒  [1]
                """);
    }

    @Test
    void objects_are_taken_apart_and_merged() {
        Sample.holds(
                """
                $keys(account)  ⇒  ["name","orders"]
                $keys(people)  ⇒  ["name","age","city"]
                $keys('a')  ⇒  undefined
                $lookup(account, 'name')  ⇒  "Firefly"
                $lookup(people, 'age')  ⇒  [41,29,35]
                $spread({'a': 1, 'b': 2})  ⇒  [{"a":1},{"b":2}]
                $spread(phones)
                    ⇒  [{"type":"work"},{"number":"1"},{"type":"home"},{"number":"2"}]
                $spread('a')  ⇒  "a"
                $merge([{'a': 1}, {'b': 2}, {'a': 3}])  ⇒  {"a":3,"b":2}
                $merge({'a': 1})  ⇒  {"a":1}
                $clone({'a': [1]})  ⇒  {"a":[1]}
                $each(account, function($v, $k) { $k })  ⇒  ["name","orders"]
                $sift({'a': 1, 'b': 0}, function($v) { $v })  ⇒  {"a":1}
                $sift({'a': 1}, function($v, $k) { $k = 'b' })  ⇒  undefined
                {'a': 1}.$sift(function($v) { $v })  ⇒  {"a":1}
                """);
    }

    @Test
    void higher_order_functions_pass_value_index_and_list() {
        Sample.holds(
                """
                $map([1,2], function($v, $i, $a) { $v + $i + $count($a) })  ⇒  [3,5]
                $map(tags, $uppercase)  ⇒  ["X","Y"]
                $map([1,2], function($v) { missing })  ⇒  undefined
                $filter([1..5], function($v) { $v % 2 = 1 })  ⇒  [1,3,5]
                $filter([1..5], function($v, $i) { $i < 2 })  ⇒  [1,2]
                $single([1,2,3], function($v) { $v = 2 })  ⇒  2
                $single([1,2], function($v) { $v > 0 })  ⇒  !D3138
                $single([1], function($v) { $v > 1 })  ⇒  !D3139
                $reduce([1..5], function($p, $v) { $p * $v })  ⇒  120
                $reduce(['a','b'], function($p, $v, $i) { $p & $i & $v }, '')  ⇒  "0a1b"
                $reduce([], function($p, $v) { 1 }, 7)  ⇒  7
                $reduce([1,2], function($p) { 1 })  ⇒  !D3050
                """);
    }

    @Test
    void questions_are_answered() {
        Sample.holds(
                """
                $exists(name)  ⇒  true
                $exists(missing)  ⇒  false
                $exists(nothing)  ⇒  true
                $boolean([])  ⇒  false
                $boolean([0])  ⇒  false
                $boolean([0,1])  ⇒  true
                $boolean('')  ⇒  false
                $boolean({})  ⇒  false
                $boolean($sum)  ⇒  false
                $not(0)  ⇒  true
                $not(missing)  ⇒  undefined
                $type(1)  ⇒  "number"
                $type('a')  ⇒  "string"
                $type(null)  ⇒  "null"
                $type([])  ⇒  "array"
                $type({})  ⇒  "object"
                $type(true)  ⇒  "boolean"
                $type($sum)  ⇒  "function"
                $type(missing)  ⇒  undefined
                """);
    }

    @Test
    void error_and_assert_give_up() {
        Sample.holds(
                """
                $error('enough')  ⇒  !D3137
                $error()  ⇒  !D3137
                $assert(true, 'fine')  ⇒  undefined
                $assert(false, 'not fine')  ⇒  !D3141
                $assert(false)  ⇒  !D3141
                $assert(1)  ⇒  !T0410
                """);
    }
}
