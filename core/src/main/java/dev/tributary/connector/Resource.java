package dev.tributary.connector;

import dev.tributary.mapping.Mapping;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/**
 * One unified resource at one provider.
 *
 * @param object the provider's name of it, bound as {@code {object}} and {@code $object}
 * @param changed provider field that moves with every change; null: there is none
 * @param filters unified field → provider field
 * @param methods by name; absent means unsupported
 */
public record Resource(
        String model,
        String name,
        String object,
        @Nullable String changed,
        Mapping mapping,
        Map<String, String> filters,
        Map<String, Method> methods,
        Optional<Discover> discover,
        Optional<WriteMode> write) {

    public Optional<Method> method(String method) {
        return Optional.ofNullable(methods.get(method));
    }

    /** Such as {@code crm/contacts}. */
    public String path() {
        return model + "/" + name;
    }
}
