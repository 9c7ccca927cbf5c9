package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.mapping.Expression;
import dev.tributary.model.Models;
import dev.tributary.xml.XmlStyle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checked, complete connector tree to its compiled form.
 *
 * @param stages the tree with each layer more
 */
record CompileConnector(
        String name,
        Stages stages,
        Node root,
        Models models,
        Set<String> modelNames,
        Values values) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    CompileConnector(
            String name, Stages stages, Models models, Set<String> modelNames, Values values) {
        this(name, stages, stages.whole(), models, modelNames, values);
    }

    Connector compile(String version) {
        Node http = root.at("http");
        return new Connector(
                name,
                root.at("title").text().orElseThrow(),
                version,
                new CompileAuth(values).schemes(root.at("auth")),
                byName(root.members().values()),
                PathTemplate.parse(http.at("base").text().orElseThrow()),
                PathTemplate.parse(
                        http.at("root").text().or(() -> http.at("base").text()).orElseThrow()),
                values.values(http.at("headers")),
                http.at("timeout").text().map(Formats::duration).orElse(TIMEOUT),
                budgets(),
                root.has("xml") ? xml(root.at("xml")) : null,
                rate(root.at("rate")),
                errors(),
                resources(),
                DialectLanguage.compile(root.at("dialect")),
                root.has("webhooks")
                        ? Optional.of(webhooks(root.at("webhooks")))
                        : Optional.empty());
    }

    /** The schemes that requests ask for by their names. */
    private Set<String> byName(Collection<Node> nodes) {
        Set<String> named = new HashSet<>();
        for (Node node : nodes) {
            node.at("auth").text().filter(root.at("auth")::has).ifPresent(named::add);
            named.addAll(byName(node.members().values()));
            named.addAll(byName(node.items()));
        }
        return named;
    }

    private static XmlStyle xml(Node xml) {
        return new XmlStyle(
                xml.at("namespace").text().orElse(""),
                xml.at("prefix").text().orElse(""),
                Set.copyOf(xml.at("lists").texts()),
                switch (xml.at("soap").text().orElse("")) {
                    case "1.1" -> XmlStyle.Envelope.SOAP_1_1;
                    case "1.2" -> XmlStyle.Envelope.SOAP_1_2;
                    default -> XmlStyle.Envelope.NONE;
                });
    }

    private List<Budget> budgets() {
        List<Budget> budgets = new ArrayList<>();
        root.at("budgets")
                .members()
                .forEach(
                        (budget, rate) -> {
                            boolean every = budget.equals("every");
                            rate.text()
                                    .ifPresent(
                                            text ->
                                                    budgets.add(
                                                            Formats.budget(budget, text, every)));
                            for (String text : rate.texts()) {
                                String unique = budget + " " + text;
                                budgets.add(Formats.budget(unique, text, every));
                            }
                        });
        return budgets;
    }

    private RateHeaders rate(Node rate) {
        return new RateHeaders(
                values.optional(rate.at("limit")),
                values.optional(rate.at("remaining")),
                values.optional(rate.at("reset")),
                values.optional(rate.at("retry_after")));
    }

    /** An entry without `when` says what those after and before it have in common. */
    private List<ErrorRule> errors() {
        List<Node> entries = root.at("errors").items();
        Expression message = null;
        Expression fields = null;
        for (Node entry : entries) {
            if (!entry.has("when")) {
                message = entry.has("message") ? values.expression(entry.at("message")) : message;
                fields = entry.has("fields") ? values.expression(entry.at("fields")) : fields;
            }
        }
        List<ErrorRule> rules = new ArrayList<>();
        for (Node entry : entries) {
            if (entry.has("when")) {
                Node own = entry.at("message");
                Node named = entry.at("fields");
                rules.add(
                        new ErrorRule(
                                values.expression(entry.at("when")),
                                Formats.word(
                                        ErrorRule.Kind.class, entry.at("is").text().orElseThrow()),
                                own.isPresent() ? values.expression(own) : message,
                                named.isPresent() ? values.expression(named) : fields));
            }
        }
        return rules;
    }

    private Map<String, Resource> resources() {
        Map<String, Resource> resources = new LinkedHashMap<>();
        for (String model : modelNames) {
            root.at(model)
                    .members()
                    .forEach(
                            (resource, node) -> {
                                var known = models.resource(model, resource).orElseThrow();
                                Stages its = stages.at(model).at(resource);
                                resources.put(
                                        known.path(),
                                        new CompileResource(known, its, values).compile());
                            });
        }
        return Map.copyOf(resources);
    }

    private Webhooks webhooks(Node webhooks) {
        Node hmac = webhooks.at("hmac");
        Node signature = hmac.at("signature");
        Node timestamp = hmac.at("timestamp");
        Webhooks.Verify verify =
                new Webhooks.Hmac(
                        hmac.at("hash").text().orElse("sha256"),
                        hmac.at("secret").text().orElseThrow(),
                        Formats.word(
                                Webhooks.KeyEncoding.class, hmac.at("key").text().orElse("utf8")),
                        hmac.at("over").texts(),
                        signature.at("header").text().orElseThrow(),
                        Formats.word(
                                Webhooks.Encoding.class,
                                signature.at("encoding").text().orElseThrow()),
                        signature.at("prefix").text().orElse(""),
                        timestamp.at("header").text().orElse(null),
                        Formats.word(
                                Webhooks.Stamp.class,
                                timestamp.at("unit").text().orElse("seconds")),
                        timestamp.at("tolerance").text().map(Formats::duration).orElse(TOLERANCE));
        return new Webhooks(
                verify,
                webhooks.at("account").text().orElseThrow(),
                values.expression(webhooks.at("events")));
    }
}
