package dev.tributary.integration;

import dev.tributary.catalog.Bundled;
import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Layer;
import dev.tributary.document.Report;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/** A provider's connector as it would lie in its folder; tests change details of its auth. */
final class AcmeConnector implements Bundled {
    static final String NAME = "acme";
    private static final String YAML =
            """
            title: Acme
            auth:
              oauth2:
                authorize: URL/authorize?prompt=consent
                token: URL/token
                pkce: true
                scopes: [read, write]
                keep:
                  portal: =portal
                  company_id: {get: /me, pick: =company.id}
            http: {base: URL, timeout: 5s}
            errors:
              - {when: =status = 429, is: budget}
              - {when: '=status = 401 or body.error = "INVALID_SESSION"', is: expired}
            """;

    private final dev.tributary.connector.Connectors loaded;
    private final Map<Map<String, Object>, Connector> compiled = new ConcurrentHashMap<>();

    volatile boolean rotates = true;
    volatile boolean after = true;
    volatile boolean pkce = true;

    /** How the client's secret travels: form, json or basic. */
    volatile String client = "form";

    /** Another kind of auth altogether; empty: OAuth. */
    volatile Map<String, Object> otherAuth = Map.of();

    /** What goes with the other kind of auth. */
    volatile Map<String, Object> more = Map.of();

    AcmeConnector(String url) {
        try {
            Path folder = Files.createTempDirectory("acme");
            Path models = Files.createDirectories(folder.resolve("models"));
            Path acme = Files.createDirectories(folder.resolve("connectors").resolve(NAME));
            Path file = Files.writeString(acme.resolve("connector.yaml"), YAML.replace("URL", url));
            loaded = dev.tributary.connector.Connectors.load(acme.getParent(), Models.load(models));
            for (Path made : List.of(file, acme, acme.getParent(), models, folder)) {
                Files.delete(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SortedSet<String> providers() {
        return loaded.names();
    }

    @Override
    public ApiVersions versions(String provider) {
        return ApiVersions.NONE;
    }

    @Override
    public Connector plain(String provider, @Nullable String version) {
        return compiled.computeIfAbsent(
                settings(), each -> loaded.compile(provider, List.of(new Layer("test", each))));
    }

    @Override
    public Connector layered(String provider, @Nullable String version, List<Layer> layers) {
        return loaded.compile(provider, version, layers);
    }

    @Override
    public Models models() {
        return loaded.models();
    }

    @Override
    public List<Fixture> fixtures(String provider, Report report) {
        return List.of();
    }

    private Map<String, Object> settings() {
        if (!otherAuth.isEmpty()) {
            Map<String, Object> auth = new LinkedHashMap<>(otherAuth);
            auth.put("replace", true);
            Map<String, Object> settings = new LinkedHashMap<>(more);
            settings.put("auth", auth);
            return settings;
        }
        Map<String, Object> keep = new HashMap<>();
        if (!after) {
            keep.put("company_id", null);
        }
        return Map.of(
                "auth",
                Map.of(
                        "oauth2",
                        Map.of("rotates", rotates, "pkce", pkce, "client", client, "keep", keep)));
    }
}
