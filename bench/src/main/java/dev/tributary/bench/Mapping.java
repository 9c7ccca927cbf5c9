package dev.tributary.bench;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The five mappings that matter: each as an expression, an input, and the same written by hand. */
public enum Mapping {
    CONTACT(HandWritten::contact),
    PERSON(HandWritten::person),
    DEAL(HandWritten::deal),
    PAGE(HandWritten::page),
    SEARCH(HandWritten::search);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UnaryOperator<Map<String, Object>> byHand;

    Mapping(UnaryOperator<Map<String, Object>> byHand) {
        this.byHand = byHand;
    }

    public String expression() {
        return read(name().toLowerCase() + ".jsonata");
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> input() {
        return JSON.readValue(read(name().toLowerCase() + ".json"), Map.class);
    }

    public Map<String, Object> byHand(Map<String, Object> input) {
        return byHand.apply(input);
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static Object tree(Object value) {
        return JSON.readTree(json(value));
    }

    private static String read(String name) {
        try (InputStream in = Mapping.class.getResourceAsStream("/mappings/" + name)) {
            if (in == null) throw new IllegalStateException("no mapping " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
