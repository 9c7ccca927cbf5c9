package dev.tributary.jsonata;

import org.junit.jupiter.api.Test;

/**
 * The language, construct by construct. Each line is an expression on {@link Sample#INPUT} and what
 * comes out.
 */
class LanguageTest {
    @Test
    void paths_select_fields_through_objects_and_lists() {
        Sample.holds(
                """
                name  ⇒  "Ada Lovelace"
                account.name  ⇒  "Firefly"
                missing.name  ⇒  undefined
                account.orders.id  ⇒  ["o1","o2"]
                account.orders.products.sku  ⇒  ["a","b","c"]
                `odd name`  ⇒  true
                "odd name"  ⇒  "odd name"
                nothing  ⇒  null
                account.orders.products.colors  ⇒  ["red","blue","red"]
                tags  ⇒  ["x","y"]
                nested  ⇒  [[1,2],[3,4]]
                people.name[0]  ⇒  ["Bo","Al","Cy"]
                (people.name)[0]  ⇒  "Bo"
                id.x  ⇒  undefined
                $.id  ⇒  7
                $$.id  ⇒  7
                """);
    }

    @Test
    void brackets_filter_by_index_and_by_condition() {
        Sample.holds(
                """
                phones[0].number  ⇒  "1"
                phones[-1].number  ⇒  "2"
                phones[type='home'].number  ⇒  "2"
                phones[5]  ⇒  undefined
                people[age > 30].name  ⇒  ["Bo","Cy"]
                people[age > 30][0].name  ⇒  "Bo"
                people[[0,2]].name  ⇒  ["Bo","Cy"]
                people[[0..1]].name  ⇒  ["Bo","Al"]
                tags[1.9]  ⇒  "y"
                people[city='Oslo' and age < 40].name  ⇒  "Cy"
                nested[0]  ⇒  [1,2]
                nested[0][1]  ⇒  2
                """);
    }

    @Test
    void constant_indexes_pick_from_lists_of_any_kind() {
        Sample.holds(
                """
                account.orders[1].products[0].sku  ⇒  "c"
                account.orders[0].products.sku  ⇒  ["a","b"]
                account.orders[-3].id  ⇒  undefined
                account[0].name  ⇒  "Firefly"
                account[-1].name  ⇒  "Firefly"
                account[1].name  ⇒  undefined
                nothing[0]  ⇒  null
                nothing[0].name  ⇒  undefined
                missing[0].name  ⇒  undefined
                empty[0]  ⇒  undefined
                nested[1][0]  ⇒  3
                nested[-1]  ⇒  [3,4]
                people[0][0].name  ⇒  "Bo"
                people[0].name[]  ⇒  ["Bo"]
                people[1]{name: age}  ⇒  {"Al":29}
                $$.people[2].name  ⇒  "Cy"
                ($o := {'l': people[age > 30]}; $o.l[1].name)  ⇒  "Cy"
                ($o := {'l': people.name}; $o.l[0])  ⇒  "Bo"
                ($o := {'l': [people]}; $o.l[1].name)  ⇒  "Al"
                ($o := {'l': [[people]]}; $o.l[0][1].name)  ⇒  "Al"
                [{'a': [{'b': 1}]}, {'a': [{'b': 2}]}].a[0].b  ⇒  [1,2]
                people[1[missing]].name  ⇒  "Al"
                """);
    }

    @Test
    void empty_brackets_keep_a_list_of_one() {
        Sample.holds(
                """
                phones[type='home'].number[]  ⇒  ["2"]
                phones[type='home'][].number  ⇒  ["2"]
                account.name[]  ⇒  ["Firefly"]
                missing[]  ⇒  undefined
                [name][]  ⇒  ["Ada Lovelace"]
                """);
    }

    @Test
    void wildcards_and_descendants_look_everywhere() {
        Sample.holds(
                """
                phones.*  ⇒  ["work","1","home","2"]
                account.*
                    ⇒  ["Firefly",{"id":"o1","products":[{"sku":"a","price":10,"quantity":2,"colors":["red","blue"]},{"sku":"b","price":5.5,"quantity":1}]},{"id":"o2","products":[{"sku":"c","price":20,"quantity":3,"colors":["red"]}]}]
                *[0]  ⇒  7
                **.sku  ⇒  ["a","b","c"]
                **.price  ⇒  [10,5.5,20]
                account.**.colors  ⇒  ["red","blue","red"]
                $sum(**.price)  ⇒  35.5
                """);
    }

    @Test
    void percent_finds_the_parent() {
        Sample.holds(
                """
                account.orders.products.{'sku': sku, 'order': %.id}
                    ⇒  [{"sku":"a","order":"o1"},{"sku":"b","order":"o1"},{"sku":"c","order":"o2"}]
                account.orders.products.%.id  ⇒  ["o1","o1","o2"]
                account.orders.products[%.id='o2'].sku  ⇒  "c"
                account.orders.products.(%.%.name)  ⇒  ["Firefly","Firefly","Firefly"]
                %  ⇒  !S0217
                """);
    }

    @Test
    void at_binds_the_context() {
        Sample.holds(
                """
                people@$p.phones@$h.($p.name & ' ' & $h.type)
                    ⇒  ["Bo work","Bo home","Al work","Al home","Cy work","Cy home"]
                account.orders@$o.products@$p[$p.price > 6].{'o': $o.id, 'p': $p.sku}
                    ⇒  undefined
                people@$p.phones[type='home'].($p.name & number)  ⇒  ["Bo2","Al2","Cy2"]
                """);
    }

    @Test
    void hash_binds_the_index() {
        Sample.holds(
                """
                people#$i.($i & name)  ⇒  ["0Bo","1Al","2Cy"]
                account.orders#$o.products#$p.[$o, $p, sku]  ⇒  [0,0,"a",0,1,"b",1,0,"c"]
                people#$i[$i > 0].name  ⇒  ["Al","Cy"]
                people^(age)#$i.{'rank': $i, 'name': name}
                    ⇒  [{"rank":0,"name":"Al"},{"rank":1,"name":"Cy"},{"rank":2,"name":"Bo"}]
                account.orders.products#$i[$i=2].sku  ⇒  undefined
                """);
    }

    @Test
    void braces_group_by_key() {
        Sample.holds(
                """
                people{city: name}  ⇒  {"Oslo":["Bo","Cy"],"Rome":"Al"}
                people{city: $count($)}  ⇒  {"Oslo":2,"Rome":1}
                people{city: $sum(age)}  ⇒  {"Oslo":76,"Rome":29}
                account.orders.products{sku: price * quantity}  ⇒  {"a":20,"b":5.5,"c":60}
                {'a': 1, 'b': missing}  ⇒  {"a":1}
                {name: id}  ⇒  {"Ada Lovelace":7}
                people{$string(age): name}  ⇒  {"29":"Al","35":"Cy","41":"Bo"}
                {'a': 1, 'a': 2}  ⇒  !D1009
                {1: 2}  ⇒  !T1003
                """);
    }

    @Test
    void carets_sort() {
        Sample.holds(
                """
                people^(age).name  ⇒  ["Al","Cy","Bo"]
                people^(>age).name  ⇒  ["Bo","Cy","Al"]
                people^(city, >age).name  ⇒  ["Bo","Cy","Al"]
                people^(<city, age).name  ⇒  ["Cy","Bo","Al"]
                tags^(>$)  ⇒  ["y","x"]
                [3,1,2]^($)  ⇒  [1,2,3]
                people^($)  ⇒  !T2008
                [1,'a']^($)  ⇒  !T2007
                """);
    }

    @Test
    void operators_calculate() {
        Sample.holds(
                """
                1 + 2 * 3  ⇒  7
                (1 + 2) * 3  ⇒  9
                7 / 2  ⇒  3.5
                7 % 4  ⇒  3
                -id  ⇒  -7
                2 - 5  ⇒  -3
                -7 % 4  ⇒  -3
                0.1 + 0.2  ⇒  0.30000000000000004
                1 + missing  ⇒  undefined
                1 + 'a'  ⇒  !T2002
                'a' + 1  ⇒  !T2001
                -'a'  ⇒  !D1002
                1/0  ⇒  null
                1/0 + 1  ⇒  !D1001
                """);
    }

    @Test
    void operators_compare() {
        Sample.holds(
                """
                1 < 2  ⇒  true
                'a' < 'b'  ⇒  true
                1 <= 1  ⇒  true
                2 > 3  ⇒  false
                2 >= 2  ⇒  true
                1 = 1.0  ⇒  true
                'a' = "a"  ⇒  true
                [1,2] = [1,2]  ⇒  true
                {'a':1,'b':2} = {'b':2,'a':1}  ⇒  true
                null = null  ⇒  true
                missing = missing  ⇒  false
                missing != 1  ⇒  false
                1 != 2  ⇒  true
                1 < 'a'  ⇒  !T2009
                true < 1  ⇒  !T2010
                1 < missing  ⇒  undefined
                'x' in tags  ⇒  true
                'q' in tags  ⇒  false
                1 in 1  ⇒  true
                """);
    }

    @Test
    void operators_join_strings() {
        Sample.holds(
                """
                name & '!'  ⇒  "Ada Lovelace!"
                1 & 2  ⇒  "12"
                null & true  ⇒  "nulltrue"
                missing & 'x'  ⇒  "x"
                [1,2] & {'a': 'b'}  ⇒  "[1,2]{\\"a\\":\\"b\\"}"
                'a' & 'b' & 'c'  ⇒  "abc"
                """);
    }

    @Test
    void conditions_choose() {
        Sample.holds(
                """
                id > 5 ? 'big' : 'small'  ⇒  "big"
                id > 9 ? 'big'  ⇒  undefined
                missing ?: 'default'  ⇒  "default"
                0 ?: 'default'  ⇒  "default"
                0 ?? 'default'  ⇒  0
                missing ?? 'default'  ⇒  "default"
                nothing ?? 'default'  ⇒  null
                true and false  ⇒  false
                1 and 'a'  ⇒  true
                false or 0  ⇒  false
                [] or [0,1]  ⇒  true
                false and $error('not reached')  ⇒  false
                true or $error('not reached')  ⇒  true
                """);
    }

    @Test
    void chains_of_conditions_on_one_field_take_the_first_that_holds() {
        Sample.holds(
                """
                people.(city = 'Oslo' ? 1 : city = 'Rome' ? 2 : 3)  ⇒  [1,2,1]
                people.(city = 'Rome' ? 1 : city = 'Rome' ? 2)  ⇒  1
                people.(city = 'Oslo' ? 1 : name = 'Al' ? 2 : city = 'Rome' ? 3)  ⇒  [1,2,1]
                tags = 'x' ? 1 : tags = 'y' ? 2 : 3  ⇒  3
                missing = 'x' ? 1 : missing = 'y' ? 2  ⇒  undefined
                nothing = 'x' ? 1 : nothing = 'y' ? 2 : name  ⇒  "Ada Lovelace"
                name = 'x' ? 1 : name != 'y' ? 2 : 3  ⇒  2
                name = 'Ada Lovelace' ? people.name : 3  ⇒  ["Bo","Al","Cy"]
                people[city = 'Oslo' ? age > 40 : city = 'Rome' ? true : false].name  ⇒  ["Bo","Al"]
                people[city = 'Oslo' ? false : city = 'Rome' ? true].name  ⇒  "Al"
                account.name = 'x' ? 1 : name = 'Ada Lovelace' ? 2  ⇒  2
                """);
    }

    @Test
    void constructors_make_lists_and_objects() {
        Sample.holds(
                """
                [1, 2, 3]  ⇒  [1,2,3]
                [1, [2], missing]  ⇒  [1,[2]]
                [1..5]  ⇒  [1,2,3,4,5]
                [3..1]  ⇒  []
                [0, 1..3, 'x']  ⇒  [0,1,2,3,"x"]
                [tags, 'z']  ⇒  ["x","y","z"]
                [[tags], 'z']  ⇒  [["x","y"],"z"]
                {'list': [id], 'object': {'x': nothing}}  ⇒  {"list":[7],"object":{"x":null}}
                people.{'n': name, 'a': age}
                    ⇒  [{"n":"Bo","a":41},{"n":"Al","a":29},{"n":"Cy","a":35}]
                people.[name, age]  ⇒  [["Bo",41],["Al",29],["Cy",35]]
                [1..2.5]  ⇒  !T2004
                ['a'..3]  ⇒  !T2003
                """);
    }

    @Test
    void variables_are_bound_in_blocks() {
        Sample.holds(
                """
                ($x := 2; $x * $x)  ⇒  4
                ($x := 1; ($x := 2); $x)  ⇒  1
                ($a := $b := 3; $a + $b)  ⇒  6
                ($x := 5; $y)  ⇒  undefined
                ()  ⇒  undefined
                ($f := function($n) { $n + $x }; $x := 10; $f(1))  ⇒  11
                """);
    }

    @Test
    void functions_are_values() {
        Sample.holds(
                """
                $uppercase[missing]('a')  ⇒  !T1006
                $uppercase[true]('a')  ⇒  "A"
                (function($x) { $x * 2 })(21)  ⇒  42
                ($add := function($a, $b) { $a + $b }; $inc := $add(1, ?); $inc(41))  ⇒  42
                λ($x) { $x }(1)  ⇒  1
                ($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(10))  ⇒  3628800
                ($c := function($x) { function($y) { $x & $y } }; $c('a')('b'))  ⇒  "ab"
                $substring(?, 0, 3)(name)  ⇒  "Ada"
                $string  ⇒  undefined
                missing(1)  ⇒  !T1006
                count(tags)  ⇒  !T1005
                (function($x)<n:n>{ $x })('a')  ⇒  !T0410
                (function($x, $y)<s?n:n>{ $y })('a', 2)  ⇒  2
                """);
    }

    @Test
    void tail_calls_do_not_grow_the_stack() {
        Sample.holds(
                """
                ($sum := function($n, $t) { $n = 0 ? $t : $sum($n - 1, $t + $n) }; $sum(20000, 0))
                    ⇒  200010000
                ($even := function($n) { $n = 0 ? true : $odd($n - 1) }; $odd := function($n) { $n = 0 ? false : $even($n - 1) }; $even(5000))
                    ⇒  true
                """);
    }

    @Test
    void chains_apply_functions() {
        Sample.holds(
                """
                name ~> $uppercase  ⇒  "ADA LOVELACE"
                name ~> $substringBefore(' ') ~> $length  ⇒  3
                tags ~> $map(function($t) { $t & $t })  ⇒  ["xx","yy"]
                ($twice := $trim ~> $uppercase; $twice('  a b '))  ⇒  "A B"
                name ~> /^Ada/ ? 'yes' : 'no'  ⇒  "yes"
                1 ~> 2  ⇒  !T2006
                name ~> /(L)(o)/  ⇒  {"match":"Lo","start":4,"end":6,"groups":["L","o"]}
                """);
    }

    @Test
    void transforms_change_a_copy() {
        Sample.holds(
                """
                $ ~> |account|{'name': 'New'}|.account.name  ⇒  !T2006
                (account ~> |orders.products|{'total': price * quantity}, ['colors', 'price']|).orders.products
                    ⇒  [{"sku":"a","quantity":2,"total":20},{"sku":"b","quantity":1,"total":5.5},{"sku":"c","quantity":3,"total":60}]
                account ~> |orders|{}, 'products'|
                    ⇒  {"name":"Firefly","orders":[{"id":"o1"},{"id":"o2"}]}
                account ~> |orders|5|  ⇒  !T2011
                account ~> |orders|{}, 5|  ⇒  !T2012
                ($x := account ~> |$|{'name': 'Other'}|; [$x.name, account.name])
                    ⇒  ["Other","Firefly"]
                """);
    }

    @Test
    void transforms_of_constructed_objects_keep_the_order_of_keys() {
        Sample.holds(
                """
                [{'a': 1, 'b': 2}, {'a': 3}] ~> |$|{'c': a}|
                    ⇒  [{"a":1,"b":2,"c":1},{"a":3,"c":3}]
                {'a': 1, 'b': {'a': 2}} ~> |**[$exists(a)]|{'z': 1, 'a': 0}|
                    ⇒  {"a":0,"b":{"a":0,"z":1},"z":1}
                {'a': 1, 'b': 2} ~> |$|{'c': 3}, ['a', 'none']| ~> |$|{'a': 4}|
                    ⇒  {"b":2,"c":3,"a":4}
                ($x := {'a': 1}; $y := $x ~> |$|{'b': 2}|; [$x, $y, $y ~> |$|{'d': 3}|])
                    ⇒  [{"a":1},{"a":1,"b":2},{"a":1,"b":2,"d":3}]
                ($y := {'x': missing, 'a': 1} ~> |$|{'x': 2}|; $keys($y))  ⇒  ["a","x"]
                $keys($reduce([1..70], function($o, $i) { $o ~> |$|{'k' & $i: $i}| }, {'a': 1}))[-1]
                    ⇒  "k70"
                """);
    }

    @Test
    void comments_are_skipped() {
        Sample.holds(
                """
                1 /* one */ + /* two\n lines */ 2  ⇒  3
                /* all of it */ name  ⇒  "Ada Lovelace"
                """);
    }
}
