package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bulk API 2.0: ingest jobs. */
final class JobRoutes {
    private static final Set<String> OPERATIONS =
            Set.of("insert", "update", "upsert", "delete", "hardDelete");

    private final Gate gate;

    JobRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        String one = "/jobs/ingest/{job}";
        gate.add("POST", "/jobs/ingest", JobRoutes::create)
                .add("GET", "/jobs/ingest", call -> list(call, false))
                .add("GET", one, call -> Reply.json(200, JobView.full(find(call))))
                .add("PATCH", one, call -> change(call, find(call)))
                .add("DELETE", one, call -> delete(call, find(call)))
                .add("PUT", one + "/batches", JobRoutes::upload)
                .add("GET", one + "/successfulResults", JobRoutes::successful)
                .add("GET", one + "/failedResults", JobRoutes::failed)
                .add("GET", one + "/unprocessedrecords", JobRoutes::unprocessed);
        new QueryJobRoutes(gate).add();
    }

    private static Job find(Call call) {
        return call.org().jobs().find(call.path().get("job"), false);
    }

    private static Reply create(Call call) {
        Map<String, @Nullable Object> body = call.body();
        String object = JobView.text(body, "object", "");
        Entity entity =
                call.org()
                        .schema()
                        .find(object)
                        .orElseThrow(
                                () ->
                                        new SalesforceProblem(
                                                400,
                                                "INVALIDENTITY",
                                                "Entity '%s' is not supported by the Bulk API."
                                                        .formatted(object)));
        String operation = JobView.text(body, "operation", "");
        if (!OPERATIONS.contains(operation)) {
            throw new SalesforceProblem(
                    400, "INVALIDJOB", "Operation '%s' is not known".formatted(operation));
        }
        String external = JobView.text(body, "externalIdFieldName", "");
        boolean upsert = operation.equals("upsert");
        if (upsert
                && entity.field(external)
                        .filter(field -> field.key() || field.type() == FieldType.ID)
                        .isEmpty()) {
            throw new SalesforceProblem(
                    400,
                    "INVALIDJOB",
                    "InvalidJob : Field name provided, '%s' is not an External ID or indexed field for %s"
                            .formatted(external, entity.name()));
        }
        Job.Plan plan = JobView.plan(call, body, operation, entity, "", upsert ? external : "");
        Job job = call.org().jobs().add(plan, call.actor());
        return Reply.json(
                200,
                JobView.brief(job)
                        .and(
                                "contentUrl",
                                "services/data/%s/jobs/ingest/%s/batches"
                                        .formatted(call.version(), job.id())));
    }

    static Reply list(Call call, boolean query) {
        return Reply.json(
                200,
                Json.of("done", true)
                        .and("nextRecordsUrl", null)
                        .and(
                                "records",
                                call.org().jobs().all(query).stream()
                                        .map(JobView::brief)
                                        .toList()));
    }

    private static Reply upload(Call call) {
        Job job = find(call);
        if (!call.request().hasMediaType("text/csv")) {
            throw new SalesforceProblem(
                    415, "UNSUPPORTED_MEDIA_TYPE", "the data of a job must be text/csv");
        }
        if (job.state() != Job.State.OPEN) {
            throw new SalesforceProblem(
                    400,
                    "INVALIDJOBSTATE",
                    "data can be uploaded to an Open job only, this one is " + job.state().key());
        }
        if (job.data() != null) {
            throw new SalesforceProblem(
                    400,
                    "INVALIDBATCH",
                    "Found multiple contents for job: <%s>, only one PUT is possible on a job"
                            .formatted(job.id()));
        }
        byte[] data = call.request().body();
        if (data.length > call.org().dials().get(SalesforceDial.BULK_UPLOAD_MAX_BYTES)) {
            throw new SalesforceProblem(
                    413, "REQUEST_ENTITY_TOO_LARGE", "the data of a job may have 150 MB");
        }
        job.upload(data);
        return Reply.empty(201);
    }

    static Reply change(Call call, Job job) {
        switch (JobView.text(call.body(), "state", "")) {
            case "UploadComplete" -> call.org().jobs().close(job);
            case "Aborted" -> call.org().jobs().abort(job);
            default ->
                    throw new SalesforceProblem(
                            400,
                            "INVALIDJOB",
                            "a job's state can be set to UploadComplete or Aborted");
        }
        return Reply.json(200, JobView.brief(job));
    }

    static Reply delete(Call call, Job job) {
        call.org().jobs().delete(job);
        return Reply.empty(204);
    }

    private static Reply successful(Call call) {
        Job job = ended(call);
        return csv(job, List.of("sf__Id", "sf__Created"), job.successful());
    }

    private static Reply failed(Call call) {
        Job job = ended(call);
        return csv(job, List.of("sf__Id", "sf__Error"), job.failed());
    }

    private static Reply unprocessed(Call call) {
        Job job = ended(call);
        return csv(job, List.of(), job.unprocessed());
    }

    private static Job ended(Call call) {
        Job job = find(call);
        if (!job.state().ended()) {
            throw new SalesforceProblem(
                    400,
                    "INVALIDJOBSTATE",
                    "results are there when a job has ended, this one is " + job.state().key());
        }
        return job;
    }

    private static Reply csv(Job job, List<String> extra, List<List<String>> lines) {
        List<String> header = new ArrayList<>(extra);
        header.addAll(job.header());
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(lines);
        return csv(job.plan().csv().write(all));
    }

    static Reply csv(String text) {
        return new Reply(
                200,
                Map.of("Content-Type", "text/csv"),
                text.getBytes(StandardCharsets.UTF_8),
                false);
    }
}
