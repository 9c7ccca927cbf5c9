package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a deal's stage, pipeline, status and times have to do with each other. */
final class DealRules {
    private static final List<String> CLOSING = List.of("close_time", "won_time", "lost_time");

    private final Company company;

    DealRules(Company company) {
        this.company = company;
    }

    void created(Map<String, @Nullable Object> values, Write write, String time) {
        place(values, write);
        status(values, write, "open", time);
        archive(values, write, time);
    }

    void updated(Item old, Map<String, @Nullable Object> values, Write write, String time) {
        place(values, write);
        if (Item.reference(values, "stage_id") != old.reference("stage_id")) {
            values.put("stage_change_time", time);
        }
        status(values, write, old.text("status"), time);
        archive(values, write, time);
    }

    /** A stage decides the pipeline; a pipeline alone means its first stage. */
    private void place(Map<String, @Nullable Object> values, Write write) {
        if (write.gives("stage_id")) {
            long pipeline = stage(values).reference("pipeline_id");
            boolean other = pipeline != Item.reference(values, "pipeline_id");
            if (write.gives("pipeline_id") && other) {
                throw PipedriveProblem.invalid("stage_id", "is not in the pipeline given");
            }
            values.put("pipeline_id", pipeline);
        } else if (write.gives("pipeline_id") || !values.containsKey("stage_id")) {
            List<Item> pipelines = company.items().all(ItemType.PIPELINE);
            values.computeIfAbsent("pipeline_id", unset -> pipelines.getFirst().number());
            boolean there =
                    values.containsKey("stage_id")
                            && stage(values).reference("pipeline_id")
                                    == Item.reference(values, "pipeline_id");
            if (!there) {
                values.put("stage_id", firstStage(Item.reference(values, "pipeline_id")));
            }
        }
    }

    private Item stage(Map<String, @Nullable Object> values) {
        return company.items()
                .find(ItemType.STAGE, Item.reference(values, "stage_id"))
                .orElseThrow();
    }

    private long firstStage(long pipeline) {
        return company.items().all(ItemType.STAGE).stream()
                .filter(stage -> stage.reference("pipeline_id") == pipeline)
                .min(Comparator.comparing(stage -> stage.reference("order_nr")))
                .map(Item::number)
                .orElseThrow(() -> PipedriveProblem.invalid("pipeline_id", "has no stages"));
    }

    private static void status(
            Map<String, @Nullable Object> values, Write write, String before, String time) {
        String status = String.valueOf(values.get("status"));
        refuse(write, "lost_reason", status.equals("lost"), "can only be set on lost deals");
        refuse(write, "lost_time", status.equals("lost"), "can only be set on lost deals");
        refuse(write, "won_time", status.equals("won"), "can only be set on won deals");
        refuse(write, "close_time", !status.equals("open"), "can only be set on closed deals");
        if (!status.equals(before)) {
            CLOSING.stream().filter(code -> !write.gives(code)).forEach(values::remove);
            if (!status.equals("lost")) {
                values.remove("lost_reason");
            }
        }
        if (!status.equals("open")) {
            Object closed = write.gives(status + "_time") ? values.get(status + "_time") : time;
            values.putIfAbsent(status + "_time", closed);
            values.putIfAbsent("close_time", closed);
        }
        if (status.equals("won")) {
            values.putIfAbsent("first_won_time", values.get("won_time"));
        }
    }

    private static void refuse(Write write, String code, boolean fits, String why) {
        if (!fits && write.values().get(code) != null) {
            throw PipedriveProblem.invalid(code, why);
        }
    }

    private static void archive(Map<String, @Nullable Object> values, Write write, String time) {
        if (Boolean.TRUE.equals(values.get("is_archived"))) {
            values.putIfAbsent("archive_time", time);
        } else if (write.values().get("archive_time") != null) {
            throw PipedriveProblem.invalid("archive_time", "can only be set on archived deals");
        } else {
            values.remove("archive_time");
        }
    }
}
