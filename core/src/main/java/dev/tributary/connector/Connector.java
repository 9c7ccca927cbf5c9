package dev.tributary.connector;

import dev.tributary.dialect.Dialect;
import dev.tributary.xml.XmlStyle;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider, layered and compiled: nothing is parsed again after this. Immutable, safe to share.
 *
 * @param version changes whenever any layer changed; part of every cache key
 * @param schemes the ways to be let in, by name; the first is the usual one
 * @param xml how XML is written and read; null: the provider speaks none
 * @param beside schemes that requests ask for by name: an integrated account keeps their
 *     credentials beside the one that it goes by
 * @param base the base URL, a template over account variables
 * @param root what the raw proxy's paths begin at: the base, unless that is below the API's root
 * @param resources by path, such as {@code crm/contacts}
 * @param dialect the provider's query language, in which lists are asked for as {@code $statement}
 */
public record Connector(
        String name,
        String title,
        String version,
        Map<String, Scheme> schemes,
        Set<String> beside,
        PathTemplate base,
        PathTemplate root,
        Map<String, Value> headers,
        Duration timeout,
        List<Budget> budgets,
        @Nullable XmlStyle xml,
        RateHeaders rateHeaders,
        List<ErrorRule> errors,
        Map<String, Resource> resources,
        Optional<Dialect> dialect,
        Optional<Webhooks> webhooks) {

    public Connector {
        beside = Set.copyOf(beside);
        schemes = Collections.unmodifiableMap(new LinkedHashMap<>(schemes));
    }

    /**
     * The same under the name of another version, so that nothing remembered of one is the other's.
     */
    public Connector as(String otherVersion) {
        return new Connector(
                name,
                title,
                otherVersion,
                schemes,
                beside,
                base,
                root,
                headers,
                timeout,
                budgets,
                xml,
                rateHeaders,
                errors,
                resources,
                dialect,
                webhooks);
    }

    /** The way to be let in when nobody says which. */
    public Scheme usualScheme() {
        return schemes.values().iterator().next();
    }

    public Optional<Resource> resource(String model, String resource) {
        return Optional.ofNullable(resources.get(model + "/" + resource));
    }
}
