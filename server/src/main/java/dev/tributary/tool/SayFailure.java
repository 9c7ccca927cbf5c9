package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;

/** A failure for somebody at a terminal. */
final class SayFailure {
    private SayFailure() {}

    static String text(Failure failure) {
        StringBuilder text = new StringBuilder();
        text.append(failure.code().text()).append(": ").append(failure.getMessage());
        failure.detail()
                .forEach(
                        (name, value) ->
                                text.append("\n  ")
                                        .append(name)
                                        .append(": ")
                                        .append(
                                                value instanceof String plain
                                                        ? plain
                                                        : Json.text(value)));
        return text.append("\n  ").append(failure.code().advice()).toString();
    }
}
