package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.connector.Method;
import dev.tributary.connector.Request;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a connector's expressions see as {@code $name} and its paths as {@code {name}}: the call's
 * arguments, the results of earlier steps, {@code object}, what the resource's records have in
 * common, and {@code account} (the integrated account's variables, which paths also see by their
 * own names).
 */
final class Bindings {
    /** Those of which a path can name a member. */
    private static final List<String> MEMBERS_OF = List.of("body", Method.ANSWER);

    /** Parameters for the provider, which go into the URL. */
    static final String REMOTE_QUERY = "remote_query";

    private final Map<String, @Nullable Object> values = new HashMap<>();

    static Bindings of(Link link) {
        return new Bindings().with("account", link.account().variables());
    }

    static Bindings of(Target target) {
        Bindings bindings = of(target.link()).with("object", target.resource().object());
        target.resource().where().forEach(bindings::with);
        return bindings;
    }

    /**
     * @throws Failure {@code invalid_request} for parameters of the URL where the question itself
     *     is a body
     */
    static void requireTakes(Target target, Method method, Map<String, String> remote) {
        Request request = method.request();
        if (!remote.isEmpty()
                && request != null
                && request.body() != null
                && !request.asks(REMOTE_QUERY)) {
            throw Failure.invalid(
                    "remote_query cannot be passed on: %s is asked by a body for this (%s of %s);"
                            + " leave it out, or the filters and the sort",
                    target.connector().title(), method.name(), target.resource().path());
        }
    }

    Bindings with(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    Bindings with(Map<String, @Nullable Object> more) {
        values.putAll(more);
        return this;
    }

    Bindings copy() {
        Bindings copy = new Bindings();
        copy.values.putAll(values);
        return copy;
    }

    /** For expressions. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    /** For path variables. */
    @Nullable Object variable(String name) {
        Object own = values.get(name);
        if (own == null) {
            for (String whole : MEMBERS_OF) {
                if (name.startsWith(whole) && name.startsWith(".", whole.length())) {
                    return Trees.at(values.get(whole), name.substring(whole.length() + 1));
                }
            }
        }
        if (own == null && values.get("account") instanceof Map<?, ?> account) {
            return account.get(name);
        }
        return own;
    }
}
