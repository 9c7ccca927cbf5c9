package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.salesforce.SalesforceProblem.Failure;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Carries out an ingest job: reads its data and writes row after row. */
final class Ingest {
    private static final int CHUNK = 200;

    private final Org org;
    private final Job job;
    private final Job.Plan plan;

    Ingest(Org org, Job job) {
        this.org = org;
        this.job = job;
        plan = job.plan();
    }

    void run(Instant now) {
        List<List<String>> lines;
        try {
            lines = lines();
            check(lines.getFirst());
        } catch (Csv.Malformed malformed) {
            job.fail("InvalidBatch : " + malformed.getMessage(), now);
            return;
        }
        List<String> header = lines.getFirst();
        List<List<String>> rows = lines.subList(1, lines.size());
        job.read(header, List.of());
        for (int from = 0; from < rows.size(); from += CHUNK) {
            chunk(header, rows.subList(from, Math.min(rows.size(), from + CHUNK)));
        }
        job.move(Job.State.JOB_COMPLETE, now);
    }

    /** What an aborted job has read, as far as it can be read. */
    void leaveUnprocessed() {
        if (job.data() == null) {
            return;
        }
        try {
            List<List<String>> lines = lines();
            job.read(lines.getFirst(), List.copyOf(lines.subList(1, lines.size())));
        } catch (Csv.Malformed unreadable) {
            job.read(List.of(), List.of());
        }
    }

    private List<List<String>> lines() {
        byte[] data = job.data();
        if (data == null || data.length == 0) {
            throw new Csv.Malformed("no data has been uploaded");
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
            return plan.csv().read(text);
        } catch (CharacterCodingException malformed) {
            throw new Csv.Malformed("the data is not UTF-8");
        }
    }

    private void check(List<String> header) {
        for (String name : header) {
            int dot = name.indexOf('.');
            boolean known =
                    dot < 0
                            ? plan.entity().field(name).isPresent()
                            : plan.entity().relationship(name.substring(0, dot)).isPresent();
            if (!known) {
                throw new Csv.Malformed("Field name not found : " + name);
            }
        }
        String needed =
                switch (plan.operation()) {
                    case "insert" -> "";
                    case "upsert" -> plan.externalId();
                    default -> "Id";
                };
        if (!needed.isEmpty() && header.stream().noneMatch(needed::equalsIgnoreCase)) {
            throw new Csv.Malformed("Field name not found : " + needed);
        }
        boolean deletes =
                plan.operation().equals("delete") || plan.operation().equals("hardDelete");
        if (deletes && header.size() > 1) {
            throw new Csv.Malformed("a delete takes the Id column alone");
        }
    }

    private void chunk(List<String> header, List<List<String>> lines) {
        List<Batch.Row> rows = new ArrayList<>();
        for (List<String> line : lines) {
            rows.add(row(header, line));
        }
        List<Batch.Outcome> outcomes = org.batch().run(rows, false);
        for (int i = 0; i < lines.size(); i++) {
            List<String> result = new ArrayList<>();
            switch (outcomes.get(i)) {
                case Batch.Outcome.Written written -> {
                    result.add(written.done().id());
                    result.add(Boolean.toString(written.done().created()));
                    result.addAll(lines.get(i));
                    job.successful().add(result);
                }
                case Batch.Outcome.Refused refused -> {
                    result.add(id(header, lines.get(i)));
                    result.add(error(refused.failures()));
                    result.addAll(lines.get(i));
                    job.failed().add(result);
                }
            }
        }
    }

    private Batch.Row row(List<String> header, List<String> line) {
        Entity entity = plan.entity();
        Writes writes = new Writes(org, job.actor());
        String id = id(header, line);
        Map<String, String> values = new LinkedHashMap<>();
        String key = "";
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (plan.operation().equals("upsert") && name.equalsIgnoreCase(plan.externalId())) {
                key = line.get(i);
            } else if (plan.operation().equals("insert") || !name.equalsIgnoreCase("Id")) {
                values.put(name, line.get(i));
            }
        }
        return switch (plan.operation()) {
            case "insert" -> writes.insertTyped(entity, () -> org.incoming().csv(entity, values));
            case "update" ->
                    writes.updateTyped(entity, id, () -> org.incoming().csv(entity, values));
            case "upsert" -> {
                Field field = entity.field(plan.externalId()).orElseThrow();
                yield field.type() == FieldType.ID && !key.isEmpty()
                        ? writes.updateTyped(entity, key, () -> org.incoming().csv(entity, values))
                        : field.type() == FieldType.ID
                                ? writes.insertTyped(
                                        entity, () -> org.incoming().csv(entity, values))
                                : writes.upsertTyped(
                                        entity,
                                        field,
                                        key,
                                        () -> org.incoming().csv(entity, values));
            }
            case "delete" -> writes.delete(entity, id);
            case "hardDelete" -> writes.erase(entity, id);
            default -> throw new IllegalStateException("no operation " + plan.operation());
        };
    }

    private static String id(List<String> header, List<String> line) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase("Id")) {
                return line.get(i);
            }
        }
        return "";
    }

    private static String error(List<Failure> failures) {
        Failure failure = failures.getFirst();
        List<String> fields = failure.fields();
        return "%s:%s:%s --"
                .formatted(
                        failure.code(),
                        failure.message(),
                        fields == null ? "" : String.join(" ", fields));
    }
}
