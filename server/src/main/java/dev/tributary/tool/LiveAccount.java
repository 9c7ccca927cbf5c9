package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.budget.Lane;
import dev.tributary.call.Trace;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Layer;
import dev.tributary.connector.PathTemplate;
import dev.tributary.connector.Scheme;
import dev.tributary.connector.Step;
import dev.tributary.http.Http;
import dev.tributary.integration.ApplyCredential;
import dev.tributary.integration.Authorization;
import dev.tributary.integration.Authorizer;
import dev.tributary.integration.IntegratedAccount;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An account at a provider, with credentials from the command line or the environment. */
final class LiveAccount {
    static final String TOKEN_VARIABLE = "TRIBUTARY_PROVIDER_TOKEN";

    @Option(
            names = "--token",
            paramLabel = "SECRET",
            defaultValue = "${env:TRIBUTARY_PROVIDER_TOKEN}",
            description = {
                "access token, API key or username:password, as the connector's auth takes it;",
                "better in the environment: TRIBUTARY_PROVIDER_TOKEN"
            })
    private @Nullable String token;

    @Option(
            names = "--auth",
            paramLabel = "SCHEME",
            description = "which of the connector's ways in it is; the first if not said")
    private @Nullable String auth;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "a header of each request, such as 'x-api-token: …'")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "a variable of the account, such as company_id=c-1")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "instead of the connector's base URL, such as an emulator's")
    private @Nullable String base;

    /** All that must not be shown. */
    Secrets secrets() {
        List<String> plain = new ArrayList<>();
        String given = token;
        if (given != null) {
            plain.add(given);
        }
        headers().values().forEach(plain::add);
        return new Secrets(plain);
    }

    /** As it stands in its folder. */
    static Connector plain(Path folder, Places places) {
        return compile(folder, places, List.of());
    }

    /** With the base URL that was asked for. */
    Connector connector(Path folder, Places places) {
        List<Layer> layers =
                base == null
                        ? List.of()
                        : List.of(new Layer("--base", Map.of("http", Map.of("base", base))));
        return compile(folder, places, layers);
    }

    private static Connector compile(Path folder, Places places, List<Layer> layers) {
        Path whole = folder.getNameCount() < 2 ? folder.toAbsolutePath().normalize() : folder;
        return Connectors.of(List.of(whole), places.models()).compile(Places.name(folder), layers);
    }

    /** The account on a bench. What its connector asks for after connecting is asked for here. */
    Workbench bench(Connector connector, Http http) {
        Map<String, Object> known = new LinkedHashMap<>(variables);
        Authorizer authorizer = authorizer(connector);
        Scheme scheme = scheme(connector);
        PathTemplate base = scheme.base() == null ? connector.base() : scheme.base();
        require(connector, base.variables(), known);
        List<Step> open =
                scheme.after().stream().filter(step -> !known.containsKey(step.name())).toList();
        if (!open.isEmpty()) {
            Workbench first = bench(connector, scheme, known, authorizer, http);
            first.calls()
                    .run(first.link(), open, new Trace(Lane.WEBHOOK))
                    .forEach(
                            (name, value) -> {
                                if (value != null) {
                                    known.put(name, value);
                                }
                            });
        }
        return bench(connector, scheme, known, authorizer, http);
    }

    /** The way in that was asked for, or the usual one. */
    private Scheme scheme(Connector connector) {
        String asked = auth;
        if (asked == null) {
            return connector.usualScheme();
        }
        Scheme scheme = connector.schemes().get(asked);
        if (scheme == null) {
            throw Failure.invalid(
                    "%s is not connected by '%s', but by %s",
                    connector.title(), asked, String.join(", ", connector.schemes().keySet()));
        }
        return scheme;
    }

    private static Workbench bench(
            Connector connector,
            Scheme scheme,
            Map<String, Object> known,
            Authorizer authorizer,
            Http http) {
        return new Workbench(
                connector, scheme, known, authorizer, http, System::nanoTime, Clock.systemUTC());
    }

    private static void require(
            Connector connector, List<String> names, Map<String, Object> known) {
        for (String name : names) {
            if (!known.containsKey(name)) {
                throw Failure.invalid(
                        "the base URL of %s needs {%s}: give it with --var %s=… or replace the base"
                                + " URL with --base",
                        connector.title(), name, name);
            }
        }
    }

    private Authorizer authorizer(Connector connector) {
        String given = token;
        Map<String, String> sent = new LinkedHashMap<>();
        Map<String, String> query = Map.of();
        if (given != null && !given.isEmpty()) {
            Authorization applied =
                    ApplyCredential.plain(connector, scheme(connector), new Secret(given));
            applied.headers()
                    .forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
            query = applied.query();
        }
        sent.putAll(headers());
        if (sent.isEmpty() && query.isEmpty()) {
            throw Failure.invalid(
                    "%s lets nobody in without a credential: give one in %s, with --token or with"
                            + " --header",
                    connector.title(), TOKEN_VARIABLE);
        }
        Authorization authorization = new Authorization(sent, query, 1);
        return new Authorizer() {
            @Override
            public Authorization fresh(IntegratedAccount account, Connector of) {
                return authorization;
            }

            // There is no other one: asked again, the provider says in its own words why not.
            @Override
            public Authorization afterRejected(
                    IntegratedAccount account, Connector of, Authorization rejected) {
                return authorization;
            }
        };
    }

    private Map<String, String> headers() {
        Map<String, String> named = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw Failure.invalid("--header '%s' is not 'name: value'", header);
            }
            named.put(
                    header.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return named;
    }
}
