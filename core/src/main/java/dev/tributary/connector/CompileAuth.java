package dev.tributary.connector;

import com.google.re2j.Pattern;

import dev.tributary.document.Node;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connector's checked auth to its schemes, in the order in which they are written. */
record CompileAuth(Values values) {
    private static final Duration ASSERTION = Duration.ofMinutes(3);
    private static final Question API_KEY = new Question("api_key", "API key", null, true, null);
    private static final Question USERNAME =
            new Question("username", "User name", null, false, null);
    private static final Question TOKEN_ID = new Question("token_id", "Token ID", null, true, null);
    private static final Question TOKEN_SECRET =
            new Question("token_secret", "Token secret", null, true, null);
    private static final Question PASSWORD = new Question("password", "Password", null, true, null);

    Map<String, Scheme> schemes(Node auth) {
        Map<String, Scheme> schemes = new LinkedHashMap<>();
        auth.members()
                .forEach(
                        (name, scheme) -> {
                            if (scheme.isPresent()) {
                                schemes.put(name, scheme(name, scheme));
                            }
                        });
        return schemes;
    }

    private Scheme scheme(String name, Node node) {
        Map<String, Expression> keep = new LinkedHashMap<>();
        List<Step> after = new ArrayList<>();
        node.at("keep")
                .members()
                .forEach(
                        (variable, kept) -> {
                            if (kept instanceof Node.Scalar) {
                                keep.put(variable, values.expression(kept));
                            } else {
                                after.add(values.step(variable, kept));
                            }
                        });
        return new Scheme(
                name,
                auth(name, node),
                base(node),
                values.values(node.at("headers")),
                node.has("mtls") ? mtls(node.at("mtls")) : null,
                ask(name, node),
                keep,
                after,
                values.optional(node.at("refused")));
    }

    private static @Nullable PathTemplate base(Node node) {
        return node.at("base").text().map(PathTemplate::parse).orElse(null);
    }

    private Auth auth(String name, Node node) {
        return switch (name) {
            case "oauth2" ->
                    new Auth.OAuth2(
                            PathTemplate.parse(node.at("authorize").text().orElseThrow()),
                            values.values(node.at("query")),
                            node.at("pkce").isTrue(),
                            node.at("rotates").isTrue(),
                            endpoint(node, "form"));
            case "jwt_bearer" ->
                    new Auth.JwtBearer(
                            value(node.at("key"), "$app.private_key"),
                            node.has("kid") ? values.value(node.at("kid")) : null,
                            values.values(node.at("claims")),
                            node.at("ttl").text().map(Formats::duration).orElse(ASSERTION),
                            endpoint(node, "none"));
            case "client_credentials" -> new Auth.ClientCredentials(endpoint(node, "form"));
            case "api_key" ->
                    new Auth.ApiKey(
                            node.at("header").text().orElse(null),
                            node.at("query").text().orElse(null),
                            node.at("prefix").text().orElse(""));
            case "basic" -> new Auth.Basic(username(node), password(node));
            case "wss" -> new Auth.Wss(username(node), password(node));
            case "custom" -> new Auth.Custom(values.values(node.at("query")));
            case "session" -> session(node);
            case "oauth1" ->
                    new Auth.OAuth1(
                            node.has("realm") ? values.value(node.at("realm")) : null,
                            Formats.word(Auth.Hash.class, node.at("hash").text().orElse("sha256")));
            default -> throw new IllegalStateException("the scheme " + name + " was not checked");
        };
    }

    private Auth session(Node node) {
        Step login = values.step("login", node.at("login"));
        Expression token = login.pick();
        if (token == null) {
            throw new IllegalStateException("the login was not checked");
        }
        return new Auth.Session(
                login.request(), token, node.at("ttl").text().map(Formats::duration).orElse(null));
    }

    private Scheme.Mtls mtls(Node node) {
        return new Scheme.Mtls(
                value(node.at("certificate"), "$credential.certificate"),
                value(node.at("key"), "$credential.private_key"));
    }

    private Value username(Node node) {
        return value(node.at("username"), "$account.username");
    }

    private Value password(Node node) {
        return value(node.at("password"), "$credential.password");
    }

    private Value value(Node node, String otherwise) {
        return node.isPresent()
                ? values.value(node)
                : new Value.Computed(values.jsonata(otherwise, node.origin()));
    }

    private Auth.Endpoint endpoint(Node node, String usualClient) {
        String client = node.at("client").text().orElse(usualClient);
        Node life = node.at("expires_in");
        boolean computed = Formats.isExpression(life.text().orElse(null));
        return new Auth.Endpoint(
                PathTemplate.parse(node.at("token").text().orElseThrow()),
                switch (client) {
                    case "basic" -> Auth.ClientIn.BASIC;
                    case "none" -> Auth.ClientIn.NONE;
                    default -> Auth.ClientIn.BODY;
                },
                client.equals("json") ? Request.BodyFormat.JSON : Request.BodyFormat.FORM,
                node.at("scopes").texts(),
                values.values(node.at("form")),
                computed ? values.expression(life) : null,
                computed ? null : life.text().map(Formats::duration).orElse(null));
    }

    /** What is asked for; a plain key or password needs no words of its own. */
    private static Map<String, Question> ask(String scheme, Node node) {
        Map<String, Question> ask = new LinkedHashMap<>();
        node.at("ask").members().forEach((name, asked) -> ask.put(name, question(name, asked)));
        boolean plain = !node.has("username") && !node.has("password");
        switch (scheme) {
            case "api_key" -> ask.putIfAbsent(API_KEY.name(), API_KEY);
            case "oauth1" -> {
                ask.putIfAbsent(TOKEN_ID.name(), TOKEN_ID);
                ask.putIfAbsent(TOKEN_SECRET.name(), TOKEN_SECRET);
            }
            case "basic", "wss" -> {
                if (plain) {
                    ask.putIfAbsent(USERNAME.name(), USERNAME);
                    ask.putIfAbsent(PASSWORD.name(), PASSWORD);
                }
            }
            default -> {}
        }
        return ask;
    }

    private static Question question(String name, Node node) {
        return new Question(
                name,
                node.at("label").text().orElseThrow(),
                node.at("pattern").text().map(Pattern::compile).orElse(null),
                node.at("secret").isTrue(),
                node.at("default").text().orElse(null));
    }
}
