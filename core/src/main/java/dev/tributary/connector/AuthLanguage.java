package dev.tributary.connector;

import static dev.tributary.connector.Formats.BASE;
import static dev.tributary.connector.Formats.DURATION_TEXT;
import static dev.tributary.connector.Formats.EXPRESSION;
import static dev.tributary.connector.Formats.TEXT;
import static dev.tributary.connector.Formats.URL;
import static dev.tributary.connector.Formats.VALUE;
import static dev.tributary.document.Shape.key;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.tributary.document.Shape;
import dev.tributary.document.Shape.Complaint;
import dev.tributary.document.Shape.Key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of auth: the ways to be let in, the first of which is the usual one. */
final class AuthLanguage {
    private static final Shape FLAG = new Shape.Flag();
    private static final Shape VALUES = new Shape.Table("names to values", VALUE);
    private static final Shape REGEX =
            new Shape.Text("a regular expression", null, AuthLanguage::regex);
    private static final Shape LIFE =
            new Shape.Text("a duration such as 10s, or an expression", null, AuthLanguage::life);
    private static final Shape ASKED =
            Shape.Keys.of(
                    "a question",
                    Set.of("label"),
                    List.of(
                            key("label", "the question, for people", TEXT),
                            key("pattern", "what the whole answer must match", REGEX),
                            key("secret", "sealed; seen as $credential.name only", FLAG),
                            key("default", "what an empty answer means", TEXT)));
    private static final Shape KEPT =
            new Shape.Either(
                    List.of(
                            EXPRESSION,
                            RequestLanguage.request(
                                    "a kept answer",
                                    Set.of("pick"),
                                    List.of(RequestLanguage.pick()))));

    /** What all schemes have in common. */
    private static final Shape.Keys COMMON =
            Shape.Keys.of(
                    "a scheme",
                    Set.of(),
                    List.of(
                            key("headers", "headers of each request; they see $token", VALUES),
                            key("mtls", "the certificate to show", mtls()),
                            key("base", "the base URL of accounts connected by it", BASE),
                            key(
                                    "ask",
                                    "what the customer types in: account variables, or secrets",
                                    new Shape.Table("names to questions", ASKED)),
                            key(
                                    "keep",
                                    "account variables: of the token answer, or of a request after"
                                            + " it",
                                    new Shape.Table("names to expressions or requests", KEPT)),
                            key("refused", "of $account: why it cannot be connected", EXPRESSION)));

    private static final List<Key> ENDPOINT =
            List.of(
                    key("token", "where tokens are exchanged and refreshed", URL),
                    key("scopes", "what is asked for", new Shape.Many(TEXT)),
                    key(
                            "client",
                            "how our id and secret travel",
                            new Shape.Words(List.of("form", "json", "basic", "none"))),
                    key("form", "more fields of a token request", VALUES),
                    key("expires_in", "a token's life, or seconds out of its answer", LIFE));

    private AuthLanguage() {}

    static Shape auth() {
        List<Key> schemes =
                List.of(
                        key("oauth2", "OAuth 2.0 authorization code with refresh", oauth2()),
                        key("jwt_bearer", "a signed assertion for a token", jwtBearer()),
                        key(
                                "client_credentials",
                                "OAuth 2.0 client credentials",
                                scheme("client_credentials", Set.of("token"), ENDPOINT)),
                        key("api_key", "a static key in a header or query parameter", apiKey()),
                        key("basic", "HTTP Basic with username and password", named("basic")),
                        key("custom", "what `headers` and `query` say, and nothing else", custom()),
                        key("session", "a login that gives a session", session()),
                        key("oauth1", "OAuth 1.0a with keys known beforehand", oauth1()),
                        key("wss", "a WS-Security UsernameToken in SOAP", named("wss")));
        Set<String> names = Set.copyOf(schemes.stream().map(Key::name).toList());
        return new Shape.Keys("auth", schemes, List.of(), List.of(names));
    }

    static Shape.Keys common() {
        return COMMON;
    }

    private static Shape.Keys scheme(String name, Set<String> required, List<Key> own) {
        List<Key> keys = new ArrayList<>(own);
        keys.addAll(COMMON.keys());
        return Shape.Keys.of(name, required, keys);
    }

    private static Shape oauth2() {
        List<Key> keys = new ArrayList<>();
        keys.add(key("authorize", "where the customer is asked", URL));
        keys.add(key("query", "more parameters of that address", VALUES));
        keys.addAll(ENDPOINT);
        keys.add(key("pkce", "the provider checks a code challenge (RFC 7636)", FLAG));
        keys.add(key("rotates", "a refresh token works once", FLAG));
        return scheme("oauth2", Set.of("authorize", "token"), keys);
    }

    private static Shape jwtBearer() {
        List<Key> keys = new ArrayList<>(ENDPOINT);
        keys.add(key("key", "private key in PEM, RSA or EC; $app.private_key if not said", VALUE));
        keys.add(key("kid", "the key's name in the assertion's header", VALUE));
        keys.add(key("claims", "iss, sub, aud and what else is wanted", VALUES));
        keys.add(key("ttl", "how long an assertion holds; 3m if not said", DURATION_TEXT));
        return scheme("jwt_bearer", Set.of("token", "claims"), keys);
    }

    private static Shape apiKey() {
        Shape.Keys open =
                scheme(
                        "api_key",
                        Set.of(),
                        List.of(
                                key("header", "the header that carries it", TEXT),
                                key("query", "the query parameter that carries it", TEXT),
                                key("prefix", "what stands before it, such as Bearer", TEXT)));
        Set<String> places = Set.of("header", "query");
        return new Shape.Keys(open.name(), open.keys(), List.of(places), List.of(places));
    }

    private static Shape mtls() {
        return Shape.Keys.of(
                "mtls",
                Set.of(),
                List.of(
                        key("certificate", "PEM; $credential.certificate if not said", VALUE),
                        key("key", "PEM; $credential.private_key if not said", VALUE)));
    }

    private static Shape custom() {
        Shape.Keys open =
                scheme(
                        "custom",
                        Set.of(),
                        List.of(key("query", "query parameters of each request", VALUES)));
        return new Shape.Keys(
                open.name(), open.keys(), List.of(), List.of(Set.of("headers", "query")));
    }

    private static Shape session() {
        return scheme(
                "session",
                Set.of("login"),
                List.of(
                        key(
                                "login",
                                "logs in; `pick` is the session",
                                RequestLanguage.request(
                                        "a login",
                                        Set.of("pick"),
                                        List.of(RequestLanguage.pick()))),
                        key("ttl", "how long it lives unused", DURATION_TEXT)));
    }

    private static Shape oauth1() {
        return scheme(
                "oauth1",
                Set.of(),
                List.of(
                        key("realm", "the realm of the authorization header", VALUE),
                        key(
                                "hash",
                                "sha256 unless said otherwise",
                                new Shape.Words(List.of("sha1", "sha256")))));
    }

    private static Shape named(String name) {
        return scheme(
                name,
                Set.of(),
                List.of(
                        key("username", "$account.username if not said", VALUE),
                        key("password", "$credential.password if not said", VALUE)));
    }

    private static Optional<Complaint> regex(String text) {
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException malformed) {
            return Optional.of(
                    new Complaint(
                            "'%s' is not a regular expression: %s"
                                    .formatted(text, malformed.getMessage())));
        }
    }

    private static Optional<Complaint> life(String text) {
        return (Formats.isExpression(text) ? EXPRESSION : DURATION_TEXT).rule().complaint(text);
    }
}
