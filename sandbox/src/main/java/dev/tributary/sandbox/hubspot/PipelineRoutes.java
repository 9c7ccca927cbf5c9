package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pipelines and their stages: list, get, add, rename, remove. */
final class PipelineRoutes {
    private static final String EPOCH = Instant.EPOCH.toString();

    private final Gate gate;

    PipelineRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String many = "/crm/v3/pipelines/{type}";
        String one = many + "/{pipeline}";
        String stages = one + "/stages";
        String stage = stages + "/{stage}";
        Gate.Needs read = Gate.Needs.access(ObjectType.Access.READ_SCHEMA, "type", "archived");
        Gate.Needs write = Gate.Needs.access(ObjectType.Access.WRITE_SCHEMA, "type");
        routes.add("GET", many, gate.guard(read, this::list))
                .add("POST", many, gate.guard(write, this::add))
                .add("GET", one, gate.guard(read, call -> Reply.json(200, view(call, find(call)))))
                .add("PATCH", one, gate.guard(write, this::rename))
                .add("DELETE", one, gate.guard(write, this::remove))
                .add("GET", stages, gate.guard(read, this::stages))
                .add("POST", stages, gate.guard(write, this::addStage))
                .add("GET", stage, gate.guard(read, this::stage))
                .add("PATCH", stage, gate.guard(write, this::changeStage))
                .add("DELETE", stage, gate.guard(write, this::removeStage));
    }

    private Reply list(Call call) {
        ObjectType type = call.type("type");
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        call.portal()
                .pipelines(type)
                .ifPresent(
                        pipelines ->
                                pipelines
                                        .all()
                                        .forEach(pipeline -> results.add(view(call, pipeline))));
        return Reply.json(200, Json.of("results", results));
    }

    private Reply add(Call call) {
        Body body = call.body("pipelineId", "label", "displayOrder", "stages");
        String label = body.requiredText("label");
        List<Pipelines.Stage> stages = new ArrayList<>();
        for (Object item : body.list("stages")) {
            stages.add(stage(call, Body.of(item)));
        }
        if (stages.isEmpty()) {
            throw HubSpotProblem.invalid("a pipeline needs stages");
        }
        Pipelines.Pipeline pipeline =
                new Pipelines.Pipeline(body.text("pipelineId").orElse(slug(label)), label, stages);
        if (pipelines(call).find(pipeline.id()).isPresent()) {
            throw new HubSpotProblem(
                    409, "CONFLICT", "a pipeline '" + pipeline.id() + "' exists already");
        }
        pipelines(call).add(pipeline);
        return Reply.json(201, view(call, pipeline));
    }

    private Reply rename(Call call) {
        Body body = call.body("label", "displayOrder", "archived");
        Pipelines.Pipeline old = find(call);
        Pipelines.Pipeline renamed =
                new Pipelines.Pipeline(
                        old.id(), body.text("label").orElse(old.label()), old.stages());
        pipelines(call).add(renamed);
        return Reply.json(200, view(call, renamed));
    }

    private Reply remove(Call call) {
        pipelines(call).remove(find(call).id());
        return Reply.empty(204);
    }

    private Reply stages(Call call) {
        return Reply.json(200, Json.of("results", stages(call.type("type"), find(call))));
    }

    private Reply addStage(Call call) {
        Pipelines.Stage stage = stage(call, Body.parse(call.request().body()));
        if (find(call).stage(stage.id()).isPresent()) {
            throw new HubSpotProblem(
                    409, "CONFLICT", "a stage '" + stage.id() + "' exists already");
        }
        pipelines(call).addStage(find(call).id(), stage);
        return Reply.json(201, view(call.type("type"), stage, find(call).stages().indexOf(stage)));
    }

    private Reply stage(Call call) {
        Pipelines.Stage stage = findStage(call);
        return Reply.json(200, view(call.type("type"), stage, find(call).stages().indexOf(stage)));
    }

    private Reply changeStage(Call call) {
        Body body = call.body("label", "displayOrder", "archived", "metadata");
        Pipelines.Stage old = findStage(call);
        Body metadata = body.object("metadata").orElse(Body.of(Json.of()));
        Pipelines.Stage changed =
                new Pipelines.Stage(
                        old.id(),
                        body.text("label").orElse(old.label()),
                        metadata.text("isClosed").map(Boolean::parseBoolean).orElse(old.closed()),
                        metadata.text("probability").orElse(old.probability()));
        List<Pipelines.Stage> stages = new ArrayList<>(find(call).stages());
        stages.replaceAll(stage -> stage.equals(old) ? changed : stage);
        replace(call, stages);
        return Reply.json(200, view(call.type("type"), changed, stages.indexOf(changed)));
    }

    private Reply removeStage(Call call) {
        Pipelines.Stage old = findStage(call);
        replace(call, find(call).stages().stream().filter(stage -> !stage.equals(old)).toList());
        return Reply.empty(204);
    }

    private static void replace(Call call, List<Pipelines.Stage> stages) {
        Pipelines.Pipeline old = find(call);
        pipelines(call).add(new Pipelines.Pipeline(old.id(), old.label(), stages));
    }

    /** A deal's stage must say how likely it is won; others say whether they are closed. */
    private static Pipelines.Stage stage(Call call, Body body) {
        body.knowing(call.strict(), "stageId", "label", "displayOrder", "metadata");
        String label = body.requiredText("label");
        Body metadata =
                body.object("metadata").orElseThrow(() -> Body.malformed("metadata is required"));
        String probability = metadata.text("probability").orElse("");
        if (call.type("type").equals(ObjectType.DEALS) && !probability.matches("0\\.\\d|1\\.0")) {
            throw HubSpotProblem.invalid("metadata.probability must be 0.0 to 1.0");
        }
        boolean closed =
                metadata.text("isClosed")
                        .map(Boolean::parseBoolean)
                        .orElse(
                                metadata.text("ticketState").orElse("").equals("CLOSED")
                                        || probability.equals("1.0")
                                        || probability.equals("0.0"));
        return new Pipelines.Stage(
                body.text("stageId").orElse(slug(label)), label, closed, probability);
    }

    private static String slug(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
    }

    private static Pipelines pipelines(Call call) {
        return call.portal().pipelines(call.type("type")).orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Pipelines.Pipeline find(Call call) {
        return pipelines(call)
                .find(call.path().get("pipeline"))
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Pipelines.Stage findStage(Call call) {
        return find(call).stage(call.path().get("stage")).orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Map<String, @Nullable Object> view(Call call, Pipelines.Pipeline pipeline) {
        return Json.of("id", pipeline.id())
                .and("label", pipeline.label())
                .and("displayOrder", pipelines(call).all().indexOf(pipeline))
                .and("stages", stages(call.type("type"), pipeline))
                .and("createdAt", EPOCH)
                .and("updatedAt", EPOCH)
                .and("archived", false);
    }

    private static List<Map<String, @Nullable Object>> stages(
            ObjectType type, Pipelines.Pipeline pipeline) {
        List<Map<String, @Nullable Object>> stages = new ArrayList<>();
        for (Pipelines.Stage stage : pipeline.stages()) {
            stages.add(view(type, stage, stages.size()));
        }
        return stages;
    }

    private static Map<String, @Nullable Object> view(
            ObjectType type, Pipelines.Stage stage, int order) {
        Map<String, @Nullable Object> metadata =
                Json.of("isClosed", Boolean.toString(stage.closed()));
        if (!stage.probability().isEmpty()) {
            metadata.put("probability", stage.probability());
        }
        if (type.equals(ObjectType.TICKETS)) {
            metadata.put("ticketState", stage.closed() ? "CLOSED" : "OPEN");
        }
        return Json.of("id", stage.id())
                .and("label", stage.label())
                .and("displayOrder", order)
                .and("metadata", metadata)
                .and("createdAt", EPOCH)
                .and("updatedAt", EPOCH)
                .and("archived", false);
    }
}
