package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Origin;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.ExpressionLimits;
import dev.tributary.mapping.Provenance;
import dev.tributary.mapping.WatchExpressions;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns checked nodes into expressions, values and requests; each text is compiled once. */
final class Values {
    private record Limited(String source, ExpressionLimits limits) {}

    private final Map<Limited, Expression> compiled;
    private final LayerVersions layers;
    private final WatchExpressions watch;
    private final String connector;
    private final String resource;

    Values(LayerVersions layers, WatchExpressions watch, String connector) {
        this(new HashMap<>(), layers, watch, connector, "");
    }

    private Values(
            Map<Limited, Expression> compiled,
            LayerVersions layers,
            WatchExpressions watch,
            String connector,
            String resource) {
        this.compiled = compiled;
        this.layers = layers;
        this.watch = watch;
        this.connector = connector;
        this.resource = resource;
    }

    /** The same for what stands in a resource. */
    Values about(String path) {
        return new Values(compiled, layers, watch, connector, path);
    }

    /** Who wrote what stands there. */
    Provenance by(Origin origin) {
        return layers.of(origin);
    }

    Expression expression(Node node) {
        return jsonata(
                node.text().orElseThrow().substring(Formats.EXPRESSION_MARK.length()),
                node.origin());
    }

    /** An expression that stands there. */
    Expression jsonata(String source, Origin origin) {
        Provenance by = by(origin);
        return compiled.computeIfAbsent(
                        new Limited(source, layers.limits(origin)),
                        one -> Expression.compile(one.source(), one.limits()))
                .at(by, watch.of(connector, resource, by));
    }

    @Nullable Expression optional(Node node) {
        return node.isPresent() ? expression(node) : null;
    }

    Map<String, Value> values(Node node) {
        Map<String, Value> values = new LinkedHashMap<>();
        node.members().forEach((name, value) -> values.put(name, value(value)));
        return values;
    }

    Value value(Node node) {
        return switch (node) {
            case Node.Scalar scalar ->
                    Formats.isExpression(scalar.value())
                            ? new Value.Computed(expression(node))
                            : new Value.Literal(scalar.value());
            case Node.Items items -> {
                List<Value> values = new ArrayList<>();
                items.nodes().forEach(item -> values.add(value(item)));
                yield new Value.Sequence(values);
            }
            case Node.Members _ -> new Value.Structure(values(node));
        };
    }

    private static Request.BodyFormat format(Node node) {
        for (Request.BodyFormat format : Request.BodyFormat.values()) {
            if (node.has(Formats.lower(format))) {
                return format;
            }
        }
        return Request.BodyFormat.JSON;
    }

    /** Null when the node has no verb. */
    @Nullable Request request(Node node) {
        for (Request.Verb verb : Request.Verb.values()) {
            Node path = node.at(Formats.lower(verb));
            if (path.isPresent()) {
                Request.BodyFormat format = format(node);
                Node given =
                        node.at(
                                switch (format) {
                                    case JSON -> "body";
                                    case FORM -> "form";
                                    case XML -> "xml";
                                    case CSV -> "csv";
                                });
                Map<String, Value> query = values(node.at("query"));
                Value body = given.isPresent() ? value(given) : null;
                return new Request(
                        verb,
                        PathTemplate.parse(path.text().orElseThrow()),
                        query,
                        values(node.at("headers")),
                        body,
                        format,
                        new Value.Structure(query).reads(Request.STATEMENT)
                                || body != null && body.reads(Request.STATEMENT),
                        node.at("auth").text().orElse(null));
            }
        }
        return null;
    }

    List<Step> steps(Node node) {
        List<Step> steps = new ArrayList<>();
        for (Node item : node.items()) {
            item.members().forEach((name, step) -> steps.add(step(name, step)));
        }
        return steps;
    }

    Step step(String name, Node node) {
        Request request = request(node);
        if (request == null) {
            throw new IllegalStateException("the step " + name + " was not checked");
        }
        return new Step(
                name,
                request,
                optional(node.at("items")),
                paging(node.at("paging"), request),
                optional(node.at("pick")),
                optional(node.at("when")));
    }

    @Nullable Paging paging(Node node, @Nullable Request request) {
        if (node.members().isEmpty()) {
            return null;
        }
        Map.Entry<String, Node> kind = node.members().entrySet().iterator().next();
        Node its = kind.getValue();
        boolean hasBody = request != null && request.body() != null;
        String place = its.at("in").text().orElse(hasBody ? "body" : "query");
        Paging.Place in = Formats.word(Paging.Place.class, place);
        String send = its.at("send").text().orElse("");
        String size = its.at("size").text().orElse(null);
        int max = Integer.parseInt(its.at("max").text().orElseThrow());
        return switch (kind.getKey()) {
            case "cursor" -> new Paging.Cursor(send, in, expression(its.at("next")), size, max);
            case "offset" -> new Paging.Offset(send, in, size, max);
            case "page" ->
                    new Paging.Page(
                            send,
                            in,
                            Integer.parseInt(its.at("first").text().orElse("1")),
                            size,
                            max);
            case "link" -> new Paging.Link(in, size, max);
            case "next_url" ->
                    new Paging.NextUrl(
                            in,
                            expression(its.at("next")),
                            size,
                            max,
                            Integer.parseInt(its.at("min").text().orElse("0")));
            case "keyset" ->
                    new Paging.Keyset(
                            its.at("by").texts(), in, optional(its.at("done")), size, max);
            case "dynamic" ->
                    new Paging.Dynamic(
                            send,
                            in,
                            expression(its.at("first")),
                            expression(its.at("next")),
                            expression(its.at("done")),
                            size,
                            max);
            default -> throw new IllegalStateException("paging " + kind.getKey());
        };
    }
}
