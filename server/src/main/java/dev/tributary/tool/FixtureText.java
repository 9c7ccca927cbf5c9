package dev.tributary.tool;

import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Request;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fixture as the text of its file. */
final class FixtureText {
    private FixtureText() {}

    static String of(Fixture fixture) {
        StringBuilder out = new StringBuilder();
        add(out, "about", fixture.about());
        switch (fixture.subject()) {
            case Fixture.Hook hook -> add(out, "webhook", hook.body());
            case Fixture.Call call -> {
                add(out, "resource", call.resource());
                add(out, "method", call.method());
                add(out, "account", fixture.account());
                add(out, "with", call.arguments());
            }
        }
        add(out, "described", fixture.described().stream().map(FixtureText::described).toList());
        if (!fixture.upstream().isEmpty()) {
            out.append(
                    YamlText.items(
                            "upstream",
                            fixture.upstream().stream().map(FixtureText::exchange).toList()));
        }
        Fixture.Refusal refusal = fixture.failure();
        if (refusal == null) {
            out.append(YamlText.entry("result", fixture.result(), 0));
        } else {
            add(out, "failure", failure(refusal));
        }
        return out.toString();
    }

    private static void add(StringBuilder out, String key, @Nullable Object value) {
        boolean empty =
                value == null
                        || value instanceof Map<?, ?> map && map.isEmpty()
                        || value instanceof List<?> list && list.isEmpty();
        if (!empty) {
            out.append(YamlText.entry(key, value, 0));
        }
    }

    /** Of a field that every account has, playing needs the path and the type alone. */
    private static Map<String, @Nullable Object> described(DescribedField field) {
        Map<String, @Nullable Object> tree = field.tree();
        tree.values()
                .removeIf(value -> value == null || value.equals(false) || value.equals(List.of()));
        if (field.key().equals(field.path())) {
            tree.remove("key");
        }
        if (field.custom()) {
            tree.remove("custom");
        } else {
            tree.put("custom", false);
            tree.keySet().retainAll(List.of("key", "path", "type", "custom"));
        }
        return tree;
    }

    private static Map<String, @Nullable Object> exchange(Fixture.Exchange exchange) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(exchange.verb().name().toLowerCase(Locale.ROOT), exchange.path());
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        exchange.query().forEach((name, value) -> query.put(name, bare(value)));
        put(tree, "query", query.isEmpty() ? null : query);
        boolean form = exchange.format() == Request.BodyFormat.FORM;
        put(tree, form ? "form" : "body", exchange.body());
        Map<String, @Nullable Object> reply = new LinkedHashMap<>();
        reply.put("status", exchange.status());
        put(reply, "headers", exchange.replyHeaders().isEmpty() ? null : exchange.replyHeaders());
        put(reply, "body", exchange.reply());
        tree.put("reply", reply);
        return tree;
    }

    /** Parameters are text: a number needs no quotes. */
    private static @Nullable Object bare(@Nullable Object value) {
        return value instanceof String text && text.matches("0|[1-9]\\d{0,15}")
                ? (Object) Long.valueOf(text)
                : value;
    }

    private static void put(
            Map<String, @Nullable Object> tree, String name, @Nullable Object value) {
        if (value != null) {
            tree.put(name, value);
        }
    }

    private static Map<String, @Nullable Object> failure(Fixture.Refusal refusal) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        put(tree, "is", refusal.is() == null ? null : refusal.is().name().toLowerCase(Locale.ROOT));
        put(tree, "code", refusal.code());
        put(tree, "message", refusal.message());
        return tree;
    }
}
