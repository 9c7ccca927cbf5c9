package dev.tributary.connector;

import dev.tributary.dialect.Dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider, layered and compiled: nothing is parsed again after this. Immutable, safe to share.
 *
 * @param version changes whenever any layer changed; part of every cache key
 * @param base the base URL, a template over account variables
 * @param resources by path, such as {@code crm/contacts}
 * @param dialect the provider's query language, in which lists are asked for as {@code $statement}
 */
public record Connector(
        String name,
        String title,
        String version,
        Auth auth,
        PathTemplate base,
        Map<String, Value> headers,
        Duration timeout,
        List<Budget> budgets,
        RateHeaders rateHeaders,
        List<ErrorRule> errors,
        Map<String, Resource> resources,
        Optional<Dialect> dialect,
        Optional<Webhooks> webhooks) {

    public Optional<Resource> resource(String model, String resource) {
        return Optional.ofNullable(resources.get(model + "/" + resource));
    }
}
