package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Bulk jobs as JSON. */
final class JobView {
    private JobView() {}

    static Json.Fields brief(Job job) {
        Job.Plan plan = job.plan();
        Json.Fields view =
                Json.of("id", job.id())
                        .and("operation", plan.operation())
                        .and("object", plan.entity().name())
                        .and("createdById", job.actor().userId())
                        .and("createdDate", Values.time(job.created()))
                        .and("systemModstamp", Values.time(job.changed()))
                        .and("state", job.state().key());
        if (!plan.externalId().isEmpty()) {
            view.and("externalIdFieldName", plan.externalId());
        }
        return view.and("concurrencyMode", "Parallel")
                .and("contentType", "CSV")
                .and("apiVersion", new BigDecimal(plan.version().substring(1)))
                .and("lineEnding", plan.lineEnding())
                .and("columnDelimiter", plan.delimiter());
    }

    static Map<String, @Nullable Object> full(Job job) {
        Json.Fields view =
                brief(job)
                        .and("jobType", job.plan().query() ? "V2Query" : "V2Ingest")
                        .and("numberRecordsProcessed", job.processedCount())
                        .and("retries", 0)
                        .and(
                                "totalProcessingTime",
                                job.state().ended()
                                        ? Duration.between(job.queued(), job.changed()).toMillis()
                                        : 0);
        if (!job.plan().query()) {
            view.and("numberRecordsFailed", job.failed().size())
                    .and("apiActiveProcessingTime", 0)
                    .and("apexProcessingTime", 0);
        }
        return job.error().isEmpty() ? view : view.and("errorMessage", job.error());
    }

    /** What a new job is to do; the form of its data is checked here. */
    static Job.Plan plan(
            Call call,
            Map<String, @Nullable Object> body,
            String operation,
            Entity entity,
            String statement,
            String externalId) {
        String type = text(body, "contentType", "CSV");
        String ending = text(body, "lineEnding", "LF");
        String delimiter = text(body, "columnDelimiter", "COMMA");
        boolean known =
                type.equals("CSV")
                        && Set.of("LF", "CRLF").contains(ending)
                        && Job.Plan.knowsDelimiter(delimiter);
        if (!known) {
            throw new SalesforceProblem(
                    400,
                    "INVALIDJOB",
                    "contentType, lineEnding or columnDelimiter is not known: %s, %s, %s"
                            .formatted(type, ending, delimiter));
        }
        return new Job.Plan(
                operation, entity, statement, externalId, ending, delimiter, call.version());
    }

    static String text(Map<String, @Nullable Object> body, String name, String absent) {
        Object value = body.get(name);
        return value == null
                ? absent
                : Json.asText(value)
                        .orElseThrow(() -> SalesforceProblem.json(name + " must be a text"));
    }
}
