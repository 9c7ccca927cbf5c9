package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Associations of many records at once: read, make, remove, and take labels off. */
final class AssociationBatchRoutes {
    private final Gate gate;
    private final Clock clock;

    AssociationBatchRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        String batch = "/crm/v4/associations/{from}/{to}/batch/";
        Gate.Needs read = Gate.Needs.access(ObjectType.Access.READ, "from");
        Gate.Needs write = Gate.Needs.access(ObjectType.Access.WRITE, "from");
        routes.add("POST", batch + "read", gate.guard(read, this::read))
                .add("POST", batch + "create", gate.guard(write, this::create))
                .add("POST", batch + "archive", gate.guard(write, this::archive))
                .add("POST", batch + "labels/archive", gate.guard(write, this::archiveLabels))
                .add("POST", batch + "associate/default", gate.guard(write, this::createDefault));
    }

    private Reply read(Call call) {
        ObjectType from = call.type("from");
        ObjectType to = call.type("to");
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Body input : inputs(call, HubSpotDial.ASSOCIATION_READ_MAX, "id", "after")) {
            String id = input.id("id").orElseThrow(() -> Body.malformed("an input needs an id"));
            String after = input.id("after").orElse("0");
            LinkView.Page page =
                    LinkView.page(
                            call,
                            from,
                            id.matches("\\d{1,18}") ? Long.parseLong(id) : 0,
                            to,
                            after,
                            AssociationRoutes.LIMIT_MAX);
            if (page.links().isEmpty()) {
                missing.add(id);
            } else {
                results.add(page.onto(Json.of("from", Json.of("id", id)).and("to", page.links())));
            }
        }
        if (missing.isEmpty()) {
            return complete(200, results);
        }
        HubSpotProblem problem =
                new HubSpotProblem(
                        404, "OBJECT_NOT_FOUND", "some records have no such associations");
        return partial(results, List.of(problem.entry(Json.of("fromObjectId", missing))));
    }

    /** Each input stands for itself: what is refused becomes an error beside the others. */
    private Reply create(Call call) {
        ObjectType from = call.type("from");
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        for (Body input : inputs(call, HubSpotDial.ASSOCIATION_WRITE_MAX, "from", "to", "types")) {
            try {
                CrmRecord record = call.crm().live(from, Writes.end(input, "from"));
                Writes.Link link = link(call, from, input);
                Writes.apply(call, record.id(), List.of(link));
                results.add(LinkView.pair(from, record.id(), link));
            } catch (HubSpotProblem problem) {
                errors.add(problem.entry(ends(input)));
            }
        }
        return errors.isEmpty() ? complete(201, results) : partial(results, errors);
    }

    private Reply createDefault(Call call) {
        ObjectType from = call.type("from");
        ObjectType to = call.type("to");
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        for (Body input : inputs(call, HubSpotDial.ASSOCIATION_WRITE_MAX, "from", "to")) {
            try {
                long fromId = Writes.end(input, "from");
                long toId = Writes.end(input, "to");
                call.crm().links().addDefault(from, fromId, to, toId, call.author());
                results.addAll(LinkView.defaults(call, from, fromId, to, toId));
            } catch (HubSpotProblem problem) {
                errors.add(problem.entry(ends(input)));
            }
        }
        return errors.isEmpty() ? complete(200, results) : partial(results, errors);
    }

    private Reply archive(Call call) {
        for (Body input : inputs(call, HubSpotDial.ASSOCIATION_WRITE_MAX, "from", "to")) {
            long from = Writes.end(input, "from");
            for (Object item : input.list("to")) {
                String to =
                        Body.of(item)
                                .id("id")
                                .orElseThrow(() -> Body.malformed("'to' must hold ids"));
                call.crm()
                        .links()
                        .removeAll(
                                call.type("from"),
                                from,
                                call.type("to"),
                                Call.id(to),
                                call.author());
            }
        }
        return Reply.empty(204);
    }

    private Reply archiveLabels(Call call) {
        ObjectType from = call.type("from");
        for (Body input : inputs(call, HubSpotDial.ASSOCIATION_WRITE_MAX, "from", "to", "types")) {
            long fromId = Writes.end(input, "from");
            Writes.Link link = link(call, from, input);
            link.types()
                    .forEach(
                            type ->
                                    call.crm()
                                            .links()
                                            .remove(fromId, link.to(), type, call.author()));
        }
        return Reply.empty(204);
    }

    private static Writes.Link link(Call call, ObjectType from, Body input) {
        Writes.Link link = Writes.link(call, from, Writes.end(input, "to"), input.list("types"));
        if (!link.toType().equals(call.type("to"))) {
            throw HubSpotProblem.invalid(
                    "these types lead to %s, not to %s"
                            .formatted(link.toType().plural(), call.type("to").plural()));
        }
        return link;
    }

    private static Map<String, @Nullable Object> ends(Body input) {
        return Json.of(
                "fromObjectId",
                List.of(Long.toString(Writes.end(input, "from"))),
                "toObjectId",
                List.of(Long.toString(Writes.end(input, "to"))));
    }

    private static List<Body> inputs(Call call, HubSpotDial limit, String... known) {
        return BatchRoutes.inputs(call, call.body("inputs"), limit, known);
    }

    private Reply complete(int status, List<Map<String, @Nullable Object>> results) {
        return Reply.json(status, body(results));
    }

    private Reply partial(
            List<Map<String, @Nullable Object>> results,
            List<Map<String, @Nullable Object>> errors) {
        Map<String, @Nullable Object> body = body(results);
        body.put("numErrors", errors.size());
        body.put("errors", errors);
        return Reply.json(207, body);
    }

    private Map<String, @Nullable Object> body(List<Map<String, @Nullable Object>> results) {
        String now = clock.instant().toString();
        return Json.of("status", "COMPLETE")
                .and("results", results)
                .and("startedAt", now)
                .and("completedAt", now);
    }
}
