package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Several requests in one: composite, which can refer to earlier answers, and composite/batch. */
final class CompositeRoutes {
    private static final int PARTS_MAX = 25;
    private static final int QUERIES_MAX = 5;

    private final Gate gate;

    CompositeRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        gate.add("POST", "/composite", this::composite)
                .add("POST", "/composite/batch", this::batch)
                .add(
                        "GET",
                        "/composite",
                        call ->
                                Reply.json(
                                        200,
                                        Json.of("sobjects", call.url("/composite/sobjects"))
                                                .and("batch", call.url("/composite/batch"))
                                                .and("tree", call.url("/composite/tree"))));
    }

    private record Part(
            String method,
            String url,
            String referenceId,
            @Nullable Object body,
            Map<String, String> headers) {}

    /** What came of a part. */
    private record Answer(String referenceId, Reply reply) {
        Map<String, @Nullable Object> show() {
            Json.Fields headers = Json.of();
            reply.headers()
                    .forEach(
                            (name, value) -> {
                                if (name.equals("Location")) {
                                    headers.and(name, value);
                                }
                            });
            return Json.of("body", Json.parse(reply.body()).orElse(null))
                    .and("httpHeaders", headers)
                    .and("httpStatusCode", reply.status())
                    .and("referenceId", referenceId);
        }
    }

    private Reply composite(Call call) {
        Map<String, @Nullable Object> body = call.body();
        List<Part> parts = parts(body);
        boolean allOrNone = Boolean.TRUE.equals(body.get("allOrNone"));
        References references = new References();
        int mark = call.org().store().mark();
        List<Answer> answers = new ArrayList<>();
        for (Part part : parts) {
            Reply reply = run(call, part, references);
            answers.add(new Answer(part.referenceId(), reply));
            if (reply.status() >= 400 && allOrNone) {
                call.org().store().undo(mark);
                return Reply.json(200, Json.of("compositeResponse", halted(parts, answers)));
            }
            if (reply.status() < 400) {
                Json.parse(reply.body())
                        .ifPresent(found -> references.put(part.referenceId(), found));
            }
        }
        return Reply.json(
                200, Json.of("compositeResponse", answers.stream().map(Answer::show).toList()));
    }

    /** All that was done, or would have been, beside the part that failed. */
    private static List<?> halted(List<Part> parts, List<Answer> answers) {
        List<Object> shown = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean failed = i == answers.size() - 1;
            shown.add(
                    failed
                            ? answers.get(i).show()
                            : new Answer(
                                            parts.get(i).referenceId(),
                                            new SalesforceProblem(
                                                            400,
                                                            "PROCESSING_HALTED",
                                                            "The transaction was rolled back since"
                                                                + " another operation in the same"
                                                                + " transaction failed.")
                                                    .reply())
                                    .show());
        }
        return shown;
    }

    private Reply run(Call call, Part part, References references) {
        try {
            String url = references.text(part.url());
            if (!url.startsWith("/services/data/")) {
                throw SalesforceProblem.noSuchResource();
            }
            Object body = references.resolved(part.body());
            return gate.inside(call, request(part.method(), url, body, part.headers()));
        } catch (SalesforceProblem problem) {
            return problem.reply();
        }
    }

    private static Request request(
            String method, String url, @Nullable Object body, Map<String, String> headers) {
        String[] sides = url.split("\\?", 2);
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        return new Request(
                method,
                URLDecoder.decode(sides[0].replace("+", "%2B"), StandardCharsets.UTF_8),
                sides.length > 1 ? Request.pairs(sides[1]) : Map.of(),
                all,
                body == null ? new byte[0] : Json.bytes(body));
    }

    private static List<Part> parts(Map<String, @Nullable Object> body) {
        List<Part> parts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Map<String, @Nullable Object> item : items(body, "compositeRequest")) {
            String id = text(item, "referenceId");
            if (!id.matches("[A-Za-z0-9]\\w*")) {
                throw SalesforceProblem.json(
                        "Provided referenceId ('%s') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."
                                .formatted(id));
            }
            if (!ids.add(id)) {
                throw SalesforceProblem.json(
                        "Duplicate referenceId provided in composite request: " + id);
            }
            Map<String, String> headers = new HashMap<>();
            Json.asObject(item.get("httpHeaders"))
                    .orElse(Map.of())
                    .forEach(
                            (name, value) ->
                                    headers.put(
                                            name.toLowerCase(Locale.ROOT), String.valueOf(value)));
            parts.add(
                    new Part(
                            text(item, "method").toUpperCase(Locale.ROOT),
                            text(item, "url"),
                            id,
                            item.get("body"),
                            headers));
        }
        long queries =
                parts.stream().filter(part -> part.url().matches(".*/query(All)?[/?].*")).count();
        if (queries > QUERIES_MAX) {
            throw SalesforceProblem.invalid(
                    "LIMIT_EXCEEDED",
                    "A composite request can have up to %d query operations"
                            .formatted(QUERIES_MAX));
        }
        return parts;
    }

    private static List<Map<String, @Nullable Object>> items(
            Map<String, @Nullable Object> body, String name) {
        List<@Nullable Object> list =
                Json.asList(body.get(name))
                        .orElseThrow(() -> SalesforceProblem.json(name + " must be a list"));
        if (list.size() > PARTS_MAX) {
            throw SalesforceProblem.invalid(
                    "LIMIT_EXCEEDED",
                    "%s can have up to %d subrequests, not %d"
                            .formatted(name, PARTS_MAX, list.size()));
        }
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (Object item : list) {
            items.add(
                    Json.asObject(item)
                            .orElseThrow(
                                    () -> SalesforceProblem.json(name + " must hold objects")));
        }
        return items;
    }

    private static String text(Map<String, @Nullable Object> item, String name) {
        return Json.asText(item.get(name))
                .orElseThrow(() -> SalesforceProblem.json(name + " must be a text"));
    }

    /** Requests that know nothing of each other. */
    private Reply batch(Call call) {
        Map<String, @Nullable Object> body = call.body();
        boolean halts = Boolean.TRUE.equals(body.get("haltOnError"));
        List<Object> results = new ArrayList<>();
        boolean failed = false;
        for (Map<String, @Nullable Object> item : items(body, "batchRequests")) {
            Reply reply =
                    failed && halts
                            ? new SalesforceProblem(
                                            412,
                                            "BATCH_PROCESSING_HALTED",
                                            "Batch processing halted per request")
                                    .reply()
                            : gate.inside(
                                    call,
                                    request(
                                            text(item, "method"),
                                            "/services/data/"
                                                    + text(item, "url")
                                                            .replaceFirst("^/services/data/", ""),
                                            item.get("richInput"),
                                            Map.of()));
            failed |= reply.status() >= 400;
            results.add(
                    Json.of("statusCode", reply.status())
                            .and("result", Json.parse(reply.body()).orElse(null)));
        }
        return Reply.json(200, Json.of("hasErrors", failed).and("results", results));
    }
}
