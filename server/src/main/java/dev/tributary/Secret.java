package dev.tributary;

import java.nio.charset.StandardCharsets;

/** A value that must not reach a log, a page or a problem document: it prints {@code ***}. */
public record Secret(String value) {
    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret is empty");
        }
    }

    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
