package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * One upstream request as data. The path is relative to the connector's base, or absolute; its
 * variables come from the call's arguments, the step results and the integrated account's
 * variables, in that order.
 *
 * @param auth the scheme whose credential it goes by; null: the integrated account's
 * @param stated it asks in the connector's query language, by {@code $statement}
 */
public record Request(
        Verb verb,
        PathTemplate path,
        Map<String, Value> query,
        Map<String, Value> headers,
        @Nullable Value body,
        BodyFormat format,
        boolean stated,
        @Nullable String auth) {

    /** The variable that holds a question in the connector's query language. */
    public static final String STATEMENT = "statement";

    public enum Verb {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    /** Whether it needs a value of that name, in its path or in its body. */
    public boolean asks(String variable) {
        return path.variables().contains(variable)
                || new Value.Structure(query).reads(variable)
                || body != null && body.reads(variable);
    }

    public enum BodyFormat {
        JSON,
        FORM,
        XML,
        CSV
    }

    public Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }
}
