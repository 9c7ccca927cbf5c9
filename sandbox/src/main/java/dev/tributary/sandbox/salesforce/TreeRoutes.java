package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.salesforce.SalesforceProblem.Failure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records with their children in one call, all or none: composite/tree. */
final class TreeRoutes {
    private static final int RECORDS_MAX = 200;
    private static final int LEVELS_MAX = 5;

    private final Gate gate;

    TreeRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        gate.add("POST", "/composite/tree/{object}", TreeRoutes::create);
    }

    /**
     * A record of the tree.
     *
     * @param parent the reference id of the record above; empty at the top
     * @param up the field that leads there; null at the top
     */
    private record Node(
            Entity entity,
            String referenceId,
            Map<String, @Nullable Object> values,
            String parent,
            @Nullable Field up) {}

    private static Reply create(Call call) {
        List<Node> nodes = new ArrayList<>();
        gather(call, call.entity(), call.body(), "", null, 1, nodes);
        if (nodes.size() > RECORDS_MAX) {
            throw SalesforceProblem.invalid(
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than 200 records into this call");
        }
        Map<String, String> ids = new HashMap<>();
        Writes writes = new Writes(call);
        List<Batch.Row> rows = new ArrayList<>();
        for (Node node : nodes) {
            rows.add(() -> insert(node, ids, writes));
        }
        return answer(nodes, call.org().batch().run(rows, true));
    }

    private static Batch.Done insert(Node node, Map<String, String> ids, Writes writes) {
        Map<String, @Nullable Object> values = new HashMap<>(node.values());
        if (node.up() != null) {
            values.put(node.up().name(), ids.get(node.parent()));
        }
        Batch.Done done = writes.insert(node.entity(), values).write();
        ids.put(node.referenceId(), done.id());
        return done;
    }

    private static void gather(
            Call call,
            Entity entity,
            Map<String, @Nullable Object> holder,
            String parent,
            @Nullable Field up,
            int level,
            List<Node> nodes) {
        Set<String> seen = new HashSet<>();
        nodes.forEach(node -> seen.add(node.referenceId()));
        if (level > LEVELS_MAX) {
            throw SalesforceProblem.invalid("INVALID_INPUT", "a tree can have up to 5 levels");
        }
        for (Object item :
                Json.asList(holder.get("records"))
                        .orElseThrow(() -> SalesforceProblem.json("records must be a list"))) {
            Map<String, @Nullable Object> record =
                    Json.asObject(item)
                            .orElseThrow(
                                    () -> SalesforceProblem.json("a record must be an object"));
            String reference =
                    Json.asObject(record.get("attributes"))
                            .flatMap(attributes -> Json.asText(attributes.get("referenceId")))
                            .orElse("");
            boolean typed = call.entityOf(record).equals(entity);
            if (!typed || reference.isEmpty() || !seen.add(reference)) {
                throw SalesforceProblem.invalid(
                        "INVALID_INPUT",
                        "each record needs a referenceId of its own and the type " + entity.name());
            }
            Map<String, @Nullable Object> values = new HashMap<>(record);
            nodes.add(new Node(entity, reference, values, parent, up));
            for (String name : record.keySet()) {
                call.org()
                        .schema()
                        .child(entity, name)
                        .ifPresent(
                                child -> {
                                    values.remove(name);
                                    gather(
                                            call,
                                            child.entity(),
                                            Json.asObject(record.get(name)).orElse(Map.of()),
                                            reference,
                                            child.reference(),
                                            level + 1,
                                            nodes);
                                });
            }
        }
    }

    private static Reply answer(List<Node> nodes, List<Batch.Outcome> outcomes) {
        List<Object> written = new ArrayList<>();
        List<Object> refused = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String reference = nodes.get(i).referenceId();
            switch (outcomes.get(i)) {
                case Batch.Outcome.Written done ->
                        written.add(Json.of("referenceId", reference).and("id", done.done().id()));
                case Batch.Outcome.Refused failure -> {
                    if (!failure.failures().getFirst().code().startsWith("ALL_OR_NONE")) {
                        refused.add(
                                Json.of("referenceId", reference)
                                        .and(
                                                "errors",
                                                failure.failures().stream()
                                                        .map(Failure::row)
                                                        .toList()));
                    }
                }
            }
        }
        boolean failed = !refused.isEmpty();
        return Reply.json(
                failed ? 400 : 201,
                Json.of("hasErrors", failed).and("results", failed ? refused : written));
    }
}
