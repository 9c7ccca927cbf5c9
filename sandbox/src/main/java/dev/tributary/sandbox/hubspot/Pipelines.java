package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deal pipelines of one portal. Safe for use by many threads. */
public final class Pipelines {
    /** The pipeline that every portal has. */
    public static final String DEFAULT = "default";

    private final Map<String, Pipeline> pipelines = new LinkedHashMap<>();

    /** A sequence of stages that a deal walks through. */
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
     *     won, a closed stage with 0.0 is lost
     */
    public record Stage(String id, String label, boolean closed, String probability) {
        boolean won() {
            return closed && probability.equals("1.0");
        }
    }

    Pipelines() {
        add(
                new Pipeline(
                        DEFAULT,
                        "Sales Pipeline",
                        List.of(
                                new Stage("appointmentscheduled", "Appointment", false, "0.2"),
                                new Stage("qualifiedtobuy", "Qualified", false, "0.4"),
                                new Stage("presentationscheduled", "Presentation", false, "0.6"),
                                new Stage("decisionmakerboughtin", "Decision maker", false, "0.8"),
                                new Stage("contractsent", "Contract sent", false, "0.9"),
                                new Stage("closedwon", "Closed won", true, "1.0"),
                                new Stage("closedlost", "Closed lost", true, "0.0"))));
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

    public synchronized Optional<Pipeline> find(String id) {
        return Optional.ofNullable(pipelines.get(id));
    }

    public synchronized List<Pipeline> all() {
        return List.copyOf(pipelines.values());
    }
}
