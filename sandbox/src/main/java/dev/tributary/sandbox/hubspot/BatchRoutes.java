package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Many records at once. Records that are missing make a 207; values that are refused fail the whole
 * batch, unless every input carries its own objectWriteTraceId to tell its error by.
 */
final class BatchRoutes {

    private final Gate gate;
    private final Clock clock;

    BatchRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        String batch = "/crm/v3/objects/{type}/batch/";
        Gate.Needs write = Gate.Needs.access(ObjectType.Access.WRITE, "type");
        Gate.Needs read = Gate.Needs.access(ObjectType.Access.READ, "type", "archived");
        routes.add("POST", batch + "read", gate.guard(read, this::read))
                .add("POST", batch + "create", gate.guard(write, this::create))
                .add("POST", batch + "update", gate.guard(write, this::update))
                .add("POST", batch + "upsert", gate.guard(write, this::upsert))
                .add("POST", batch + "archive", gate.guard(write, this::archive));
    }

    private Reply read(Call call) {
        ObjectType type = call.type("type");
        Body body = call.body("properties", "propertiesWithHistory", "idProperty", "inputs");
        RecordView.refuseHistory(!body.list("propertiesWithHistory").isEmpty());
        RecordView view = RecordView.of(call, body.texts("properties"));
        boolean archived = call.flag("archived");
        Set<String> ids = new TreeSet<>();
        for (Body input : inputs(call, body, "id")) {
            ids.add(input.id("id").orElseThrow(() -> Body.malformed("an input needs an id")));
        }
        Answer answer = new Answer();
        for (String id : ids) {
            ObjectRoutes.find(call, type, id, body.text("idProperty"), archived)
                    .ifPresentOrElse(
                            record -> answer.results.add(view.show(record)),
                            () -> answer.missing.add(id));
        }
        return answer.reply(type, 200);
    }

    private Reply create(Call call) {
        ObjectType type = call.type("type");
        List<Body> inputs =
                inputs(
                        call,
                        call.body("inputs"),
                        "properties",
                        "associations",
                        "objectWriteTraceId");
        if (!traced(inputs)) {
            inputs.forEach(input -> Writes.links(call, type, input));
            call.crm()
                    .checkAll(
                            type,
                            inputs.stream().map(input -> Writes.values(call, input)).toList());
        }
        Answer answer = new Answer();
        for (Body input : inputs) {
            answer.collect(
                    call,
                    input,
                    () -> {
                        List<Writes.Link> links = Writes.links(call, type, input);
                        CrmRecord record =
                                call.crm().create(type, Writes.values(call, input), call.author());
                        Writes.apply(call, record.id(), links);
                        return record;
                    });
        }
        return answer.reply(type, 201);
    }

    private Reply update(Call call) {
        ObjectType type = call.type("type");
        List<Body> inputs = changes(call);
        Answer answer = new Answer();
        List<Body> found = new ArrayList<>();
        for (Body input : inputs) {
            if (find(call, type, input).isPresent()) {
                found.add(input);
            } else {
                answer.missing.add(input.id("id").orElse(""));
            }
        }
        if (!traced(inputs)) {
            for (Body input : found) {
                CrmRecord record = find(call, type, input).orElseThrow();
                call.crm().check(type, record, Writes.values(call, input));
            }
        }
        for (Body input : found) {
            answer.collect(
                    call,
                    input,
                    () ->
                            call.crm()
                                    .update(
                                            type,
                                            find(call, type, input).orElseThrow().id(),
                                            Writes.values(call, input),
                                            call.author()));
        }
        return answer.reply(type, 200);
    }

    private Reply upsert(Call call) {
        ObjectType type = call.type("type");
        List<Body> inputs = changes(call);
        if (!traced(inputs)) {
            for (Body input : inputs) {
                Optional<CrmRecord> old = find(call, type, input);
                Map<String, String> values = upserted(call, input, old.isEmpty());
                old.ifPresentOrElse(
                        record -> call.crm().check(type, record, values),
                        () -> call.crm().checkAll(type, List.of(values)));
            }
        }
        Answer answer = new Answer();
        for (Body input : inputs) {
            boolean isNew = find(call, type, input).isEmpty();
            answer.collect(call, input, () -> upsert(call, type, input))
                    .ifPresent(shown -> shown.put("new", isNew));
        }
        return answer.reply(type, 200);
    }

    private static CrmRecord upsert(Call call, ObjectType type, Body input) {
        Optional<CrmRecord> old = find(call, type, input);
        Map<String, String> values = upserted(call, input, old.isEmpty());
        if (old.isPresent()) {
            return call.crm().update(type, old.get().id(), values, call.author());
        }
        Writes.links(call, type, input);
        return call.crm().create(type, values, call.author());
    }

    /** A new record bears the value that it was looked for by. */
    private static Map<String, String> upserted(Call call, Body input, boolean isNew) {
        String idProperty = input.requiredText("idProperty");
        Map<String, String> values = Writes.values(call, input);
        if (isNew) {
            values.put(idProperty, input.requiredText("id"));
        }
        return values;
    }

    private Reply archive(Call call) {
        ObjectType type = call.type("type");
        for (Body input : inputs(call, call.body("inputs"), "id")) {
            find(call, type, input)
                    .ifPresent(record -> call.crm().archive(type, record.id(), call.author()));
        }
        return Reply.empty(204);
    }

    private static Optional<CrmRecord> find(Call call, ObjectType type, Body input) {
        String id = input.id("id").orElseThrow(() -> Body.malformed("an input needs an id"));
        return ObjectRoutes.find(call, type, id, input.text("idProperty"), false);
    }

    private static List<Body> changes(Call call) {
        return inputs(
                call, call.body("inputs"), "id", "idProperty", "properties", "objectWriteTraceId");
    }

    private static List<Body> inputs(Call call, Body body, String... known) {
        return inputs(call, body, HubSpotDial.BATCH_MAX, known);
    }

    /**
     * @throws HubSpotProblem 400 when there are none, or more than a dial allows
     */
    static List<Body> inputs(Call call, Body body, HubSpotDial limit, String... known) {
        long max = call.dials().get(limit);
        List<Body> inputs = new ArrayList<>();
        for (Object item : body.list("inputs")) {
            inputs.add(Body.of(item).knowing(call.strict(), known));
        }
        if (inputs.isEmpty() || inputs.size() > max) {
            throw HubSpotProblem.invalid(
                    "a batch takes 1 to %d inputs, not %d".formatted(max, inputs.size()));
        }
        return inputs;
    }

    private static boolean traced(List<Body> inputs) {
        Set<String> ids = new HashSet<>();
        inputs.forEach(input -> input.text("objectWriteTraceId").ifPresent(ids::add));
        return ids.size() == inputs.size();
    }

    /** Results and errors as they come together. */
    private final class Answer {
        private final String started = clock.instant().toString();
        private final List<Map<String, @Nullable Object>> results = new ArrayList<>();
        private final List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        Optional<Map<String, @Nullable Object>> collect(
                Call call, Body input, Supplier<CrmRecord> write) {
            Optional<String> trace = input.text("objectWriteTraceId");
            try {
                Map<String, @Nullable Object> shown =
                        RecordView.of(call, List.of()).showAll(write.get());
                trace.ifPresent(id -> shown.put("objectWriteTraceId", id));
                results.add(shown);
                return Optional.of(shown);
            } catch (HubSpotProblem problem) {
                errors.add(problem.entry(Json.of("objectWriteTraceId", List.of(trace.orElse("")))));
                return Optional.empty();
            }
        }

        Reply reply(ObjectType type, int complete) {
            if (!missing.isEmpty()) {
                HubSpotProblem problem =
                        new HubSpotProblem(
                                404,
                                "OBJECT_NOT_FOUND",
                                "some %s records do not exist".formatted(type.singular()));
                errors.add(problem.entry(Json.of("ids", missing)));
            }
            Map<String, @Nullable Object> body =
                    Json.of("status", "COMPLETE")
                            .and("results", results)
                            .and("startedAt", started)
                            .and("completedAt", clock.instant().toString());
            if (errors.isEmpty()) {
                return Reply.json(complete, body);
            }
            body.put("numErrors", errors.size());
            body.put("errors", errors);
            return Reply.json(207, body);
        }
    }
}
