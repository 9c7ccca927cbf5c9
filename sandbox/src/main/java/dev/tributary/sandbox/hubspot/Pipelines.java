package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pipelines that one portal has for one object type. Safe for use by many threads. */
public final class Pipelines {
    /** The deal pipeline that every portal has. */
    public static final String DEFAULT = "default";

    private final Map<String, Pipeline> pipelines = new LinkedHashMap<>();

    /** A sequence of stages that a record walks through. */
    public record Pipeline(String id, String label, List<Stage> stages) {
        public Pipeline {
            stages = List.copyOf(stages);
        }

        Optional<Stage> stage(String id) {
            return stages.stream().filter(stage -> stage.id().equals(id)).findFirst();
        }
    }

    /**
     * @param probability of winning, as decimal text from 0.0 to 1.0; a closed stage with 1.0 is
     *     won, a closed stage with 0.0 is lost; empty where nothing is won
     */
    public record Stage(String id, String label, boolean closed, String probability) {
        boolean won() {
            return closed && probability.equals("1.0");
        }
    }

    Pipelines(Pipeline first) {
        add(first);
    }

    /** What a portal begins with. */
    static Map<ObjectType, Pipelines> ofNewPortal() {
        Map<ObjectType, Pipelines> all = new LinkedHashMap<>();
        all.put(
                ObjectType.DEALS,
                new Pipelines(
                        new Pipeline(
                                DEFAULT,
                                "Sales Pipeline",
                                List.of(
                                        new Stage(
                                                "appointmentscheduled",
                                                "Appointment",
                                                false,
                                                "0.2"),
                                        new Stage("qualifiedtobuy", "Qualified", false, "0.4"),
                                        new Stage(
                                                "presentationscheduled",
                                                "Presentation",
                                                false,
                                                "0.6"),
                                        new Stage(
                                                "decisionmakerboughtin",
                                                "Decision maker",
                                                false,
                                                "0.8"),
                                        new Stage("contractsent", "Contract sent", false, "0.9"),
                                        new Stage("closedwon", "Closed won", true, "1.0"),
                                        new Stage("closedlost", "Closed lost", true, "0.0")))));
        all.put(
                ObjectType.LEADS,
                new Pipelines(
                        new Pipeline(
                                "lead-pipeline-id",
                                "Lead Pipeline",
                                List.of(
                                        plain("new-stage-id", "New", false),
                                        plain("attempting-stage-id", "Attempting", false),
                                        plain("connected-stage-id", "Connected", false),
                                        plain("qualified-stage-id", "Qualified", true),
                                        plain("unqualified-stage-id", "Disqualified", true)))));
        all.put(
                ObjectType.TICKETS,
                new Pipelines(
                        new Pipeline(
                                "0",
                                "Support Pipeline",
                                List.of(
                                        plain("1", "New", false),
                                        plain("2", "Waiting on contact", false),
                                        plain("3", "Waiting on us", false),
                                        plain("4", "Closed", true)))));
        return all;
    }

    private static Stage plain(String id, String label, boolean closed) {
        return new Stage(id, label, closed, "");
    }

    /** Adds a pipeline, or replaces the one with its id. */
    public synchronized void add(Pipeline pipeline) {
        pipelines.put(pipeline.id(), pipeline);
    }

    /** Adds a stage at the end of a pipeline. */
    public synchronized void addStage(String pipelineId, Stage stage) {
        Pipeline old = find(pipelineId).orElseThrow(HubSpotProblem::noSuchObject);
        List<Stage> stages = new ArrayList<>(old.stages());
        stages.add(stage);
        add(new Pipeline(old.id(), old.label(), stages));
    }

    synchronized void remove(String id) {
        pipelines.remove(id);
    }

    public synchronized Optional<Pipeline> find(String id) {
        return Optional.ofNullable(pipelines.get(id));
    }

    public synchronized List<Pipeline> all() {
        return List.copyOf(pipelines.values());
    }

    /** The pipeline in which a record is that names none. */
    synchronized Pipeline first() {
        return pipelines.values().iterator().next();
    }
}
