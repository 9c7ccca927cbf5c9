package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Auth;
import dev.tributary.connector.Connector;
import dev.tributary.connector.PathTemplate;
import dev.tributary.connector.RateHeaders;
import dev.tributary.connector.Request;
import dev.tributary.connector.Step;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One provider whose every detail a test can set. */
final class AcmeConnector implements Connectors.Bundled {
    static final String NAME = "acme";

    private final String url;
    @Nullable Auth other;
    boolean rotates = true;
    boolean pkce = true;
    boolean after = true;
    Auth.ClientIn client = Auth.ClientIn.BODY;
    Request.BodyFormat format = Request.BodyFormat.FORM;

    AcmeConnector(String url) {
        this.url = url;
    }

    @Override
    public SortedSet<String> providers() {
        return new TreeSet<>(List.of(NAME));
    }

    @Override
    public Connector plain(String provider) {
        return connector("Acme", "1");
    }

    @Override
    public Connector layered(String provider, Map<String, Object> override) {
        if (!(override.get("title") instanceof String title)) {
            throw new Failure(Code.UNPROCESSABLE, "override: title is missing");
        }
        return connector(title, "1+" + title);
    }

    private Connector connector(String title, String version) {
        Step company =
                new Step(
                        "company_id",
                        new Request(
                                Request.Verb.GET,
                                PathTemplate.parse("/me"),
                                Map.of(),
                                Map.of(),
                                null,
                                Request.BodyFormat.JSON),
                        null,
                        null,
                        new Member("company", "id"));
        Auth auth =
                new Auth.OAuth2(
                        url + "/authorize",
                        url + "/token",
                        List.of("read", "write"),
                        Map.of("prompt", "consent"),
                        client,
                        format,
                        pkce,
                        rotates,
                        Map.of("portal", new Member("portal")),
                        after ? List.of(company) : List.of());
        return new Connector(
                NAME,
                title,
                version,
                other == null ? auth : other,
                PathTemplate.parse(url),
                Map.of(),
                Duration.ofSeconds(5),
                List.of(),
                new RateHeaders(null, null, null, null),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    /** Walks down members. */
    private record Member(String... names) implements Expression {
        @Override
        public @Nullable Object evaluate(
                @Nullable Object input, Map<String, @Nullable Object> bindings) {
            Object at = input;
            for (String name : names) {
                at = at instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return at;
        }

        @Override
        public String source() {
            return String.join(".", names);
        }

        @Override
        public List<String> references() {
            return List.of(source());
        }
    }
}
