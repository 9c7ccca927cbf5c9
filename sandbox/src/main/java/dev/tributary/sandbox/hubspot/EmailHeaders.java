package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who wrote an e-mail to whom: the provider reads it out of one property with JSON in it. */
final class EmailHeaders {
    private EmailHeaders() {}

    static void derive(Map<String, String> values) {
        Optional<Map<String, @Nullable Object>> headers =
                Optional.ofNullable(values.get("hs_email_headers"))
                        .flatMap(text -> Json.object(text.getBytes(StandardCharsets.UTF_8)));
        if (headers.isEmpty()) {
            return;
        }
        Json.asObject(headers.get().get("from"))
                .ifPresent(
                        from -> {
                            put(values, "hs_email_from_email", from.get("email"));
                            put(values, "hs_email_from_firstname", from.get("firstName"));
                            put(values, "hs_email_from_lastname", from.get("lastName"));
                        });
        for (String side : List.of("to", "cc", "bcc")) {
            Json.asList(headers.get().get(side))
                    .ifPresent(
                            people ->
                                    put(values, "hs_email_" + side + "_email", addresses(people)));
        }
    }

    private static String addresses(List<@Nullable Object> people) {
        return people.stream()
                .flatMap(person -> Json.asObject(person).stream())
                .map(person -> person.get("email"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(";"));
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value instanceof String text && !text.isEmpty()) {
            values.put(name, text);
        }
    }
}
