package dev.tributary.bench;

import dev.tributary.jsonata.Expression;
import dev.tributary.jsonata.Jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Expressions of many shapes, run until they are hot, so that no call site in the engine sees only
 * one kind of node.
 */
final class HotExpressions {
    private static final int RUNS = 3_000;
    private static final List<String> PARTS =
            List.of(
                    "properties.%s",
                    "$uppercase(properties.%s)",
                    "properties.%s & '-' & id",
                    "$exists(properties.%s)",
                    "properties.%s = 'x' ? 1 : 2",
                    "[properties.%s, id]",
                    "$length(properties.%s) + 1",
                    "$keys(properties)",
                    "$split(properties.%s, ' ')[0]",
                    "properties.%s ?: 'none'",
                    "$count([1..5])",
                    "properties.%s ~> /a/i",
                    "$map([1,2,3], function($x) { $x * 2 })",
                    "$sum([1,2,3]) > 5 and properties.%s != ''",
                    "( $a := properties.%s; $a & $a )",
                    "$filter(['a','b'], function($x) { $x = 'a' })",
                    "properties.*[$ = 'x']",
                    "$substringBefore(properties.%s, '@')",
                    "$not(properties.%s)",
                    "{ 'nested': properties.%s, 'list': [id, archived] }",
                    "properties.%s in ['a', 'b']");
    private static final List<String> FIELDS =
            List.of(
                    "firstname",
                    "lastname",
                    "email",
                    "city",
                    "country",
                    "phone",
                    "missing",
                    "lifecyclestage");

    private HotExpressions() {}

    static void run(int count) {
        Map<String, Object> input = Mapping.CONTACT.input();
        Random random = new Random(42);
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < count; i++) expressions.add(Jsonata.compile(expression(random)));
        for (int i = 0; i < RUNS && count > 0; i++) {
            for (Expression expression : expressions) expression.evaluate(input);
        }
    }

    private static String expression(Random random) {
        StringBuilder text = new StringBuilder("{");
        int fields = 3 + random.nextInt(10);
        for (int i = 0; i < fields; i++) {
            String part = PARTS.get(random.nextInt(PARTS.size()));
            String field = FIELDS.get(random.nextInt(FIELDS.size()));
            text.append(i == 0 ? "" : ",")
                    .append("\"f")
                    .append(i)
                    .append("\":")
                    .append(part.replace("%s", field));
        }
        return text.append("}").toString();
    }
}
