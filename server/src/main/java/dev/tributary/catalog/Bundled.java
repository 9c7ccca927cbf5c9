package dev.tributary.catalog;

import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Layer;
import dev.tributary.document.Problems;
import dev.tributary.document.Report;
import dev.tributary.mapping.ExpressionLimits;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** The connectors that come with the server. Thread-safe. */
public interface Bundled {
    SortedSet<String> providers();

    /** The unified resources that connectors are written for. */
    Models models();

    /** The versions of the provider's API that its connector carries. */
    ApiVersions versions(String provider);

    /**
     * As it comes; the provider is one of {@link #providers}.
     *
     * @param version one of {@link #versions}; null: the usual one
     */
    Connector plain(String provider, @Nullable String version);

    /**
     * With layers over it, the last on top.
     *
     * @throws Problems with everything that is wrong in them
     */
    Connector layered(String provider, @Nullable String version, List<Layer> layers);

    /**
     * A connector that an environment brings.
     *
     * @param texts of its files by their paths
     * @throws Problems with everything that is wrong in it
     */
    default Connectors read(String environmentId, String name, Map<String, String> texts) {
        return Connectors.of(name, texts, models()).within(limits(environmentId));
    }

    /** What the expressions of an environment's overrides and connectors may use. */
    default ExpressionLimits limits(String environmentId) {
        return ExpressionLimits.DEFAULT;
    }

    /** The cases that are written down beside a connector, read anew; the report knows the rest. */
    List<Fixture> fixtures(String provider, Report report);
}
