package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads people out of unified CRM users and HRIS employees. */
final class Unified {
    private Unified() {}

    /** The work e-mail in lower case, as it is compared. */
    static Optional<String> email(Map<String, @Nullable Object> data) {
        return Stream.of("work_email", "email")
                .map(data::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .or(() -> listed(data.get("email_addresses")))
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
    }

    /** Of many addresses the one marked as work, else the first. */
    private static Optional<String> listed(@Nullable Object addresses) {
        if (!(addresses instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Map<?, ?>> entries =
                list.stream().<Map<?, ?>>mapMulti(Unified::entry).collect(Collectors.toList());
        return entries.stream()
                .filter(entry -> "work".equals(entry.get("type")))
                .findFirst()
                .or(() -> entries.stream().findFirst())
                .flatMap(entry -> Optional.ofNullable(entry.get("email")))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private static void entry(@Nullable Object item, Consumer<Map<?, ?>> entries) {
        if (item instanceof Map<?, ?> map) {
            entries.accept(map);
        }
    }

    /** The name as shown; the fallback when the record has none. */
    static String name(Map<String, @Nullable Object> data, String fallback) {
        if (data.get("name") instanceof String name && !name.isBlank()) {
            return name;
        }
        String joined =
                Stream.of("first_name", "last_name")
                        .map(data::get)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(" "));
        return joined.isEmpty() ? fallback : joined;
    }

    /** The id of a reference such as {@code {"manager": {"id": "7"}}}. */
    static Optional<String> reference(Map<String, @Nullable Object> data, String key) {
        return data.get(key) instanceof Map<?, ?> map && map.get("id") != null
                ? Optional.of(String.valueOf(map.get("id")))
                : Optional.empty();
    }
}
