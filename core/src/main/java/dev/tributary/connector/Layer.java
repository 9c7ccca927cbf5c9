package dev.tributary.connector;

import dev.tributary.mapping.ExpressionLimits;

import java.util.Map;

/**
 * A document laid over a connector: the same YAML, with resources under their models. Null deletes,
 * {@code replace: true} replaces, {@code read} and {@code write} are evaluated beside those below.
 *
 * @param name such as {@code environment}; problems and explanations name it
 * @param version of the document, as explanations tell it; empty where there is only one
 * @param limits of its expressions
 */
public record Layer(String name, String version, Map<String, ?> document, ExpressionLimits limits) {
    public Layer(String name, String version, Map<String, ?> document) {
        this(name, version, document, ExpressionLimits.DEFAULT);
    }

    public Layer(String name, Map<String, ?> document) {
        this(name, "", document);
    }
}
