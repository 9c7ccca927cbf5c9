package dev.tributary.connector;

import java.util.Map;

/**
 * A document laid over a connector: the same YAML, with resources under their models. Null deletes,
 * {@code replace: true} replaces, {@code read} and {@code write} are evaluated beside those below.
 *
 * @param name such as {@code environment}; problems and explanations name it
 */
public record Layer(String name, Map<String, ?> document) {}
