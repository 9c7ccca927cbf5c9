package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.salesforce.soql.Query;
import dev.tributary.sandbox.salesforce.soql.Selection;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bulk API 2.0: query jobs. */
final class QueryJobRoutes {
    private final Gate gate;

    QueryJobRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        String one = "/jobs/query/{job}";
        gate.add("POST", "/jobs/query", QueryJobRoutes::create)
                .add("GET", "/jobs/query", call -> JobRoutes.list(call, true))
                .add("GET", one, call -> Reply.json(200, JobView.full(find(call))))
                .add("PATCH", one, QueryJobRoutes::abort)
                .add("DELETE", one, call -> JobRoutes.delete(call, find(call)))
                .add("GET", one + "/results", QueryJobRoutes::results);
    }

    private static Job find(Call call) {
        return call.org().jobs().find(call.path().get("job"), true);
    }

    private static Reply create(Call call) {
        Map<String, @Nullable Object> body = call.body();
        String operation = JobView.text(body, "operation", "");
        if (!operation.equals("query") && !operation.equals("queryAll")) {
            throw new SalesforceProblem(
                    400, "INVALIDJOB", "Operation '%s' is not known".formatted(operation));
        }
        String statement = JobView.text(body, "query", "");
        Query query = Queries.parse(statement);
        boolean nested =
                query.selections().stream()
                        .anyMatch(
                                selection ->
                                        selection instanceof Selection.Children
                                                || selection instanceof Selection.Group);
        if (query.aggregated() || query.countsOnly() || query.offset() > 0 || nested) {
            throw new SalesforceProblem(
                    400,
                    "API_ERROR",
                    "Aggregates, COUNT(), FIELDS(), OFFSET and nested queries are not supported by"
                            + " bulk queries");
        }
        Selected selected = call.org().queries().run(statement, false);
        Job.Plan plan = JobView.plan(call, body, operation, selected.entity(), statement, "");
        Job job = call.org().jobs().add(plan, call.actor());
        return Reply.json(200, JobView.brief(job));
    }

    private static Reply abort(Call call) {
        if (!JobView.text(call.body(), "state", "").equals("Aborted")) {
            throw new SalesforceProblem(
                    400, "INVALIDJOB", "a query job's state can be set to Aborted alone");
        }
        Job job = find(call);
        call.org().jobs().abort(job);
        return Reply.json(200, JobView.brief(job));
    }

    private static Reply results(Call call) {
        Job job = find(call);
        if (!job.plan().version().equals(call.version())) {
            throw new SalesforceProblem(
                    409,
                    "API_ERROR",
                    "the results of a job made with %s cannot be read with %s"
                            .formatted(job.plan().version(), call.version()));
        }
        Selected selected = job.selected();
        if (selected == null) {
            throw new SalesforceProblem(
                    412,
                    "JOB_NOT_COMPLETE",
                    "can only download query results of successfully completed bulk job with"
                            + " status: JOB_COMPLETE. Current status: "
                            + job.state().name());
        }
        int size = selected.rows().size();
        int from = call.request().query("locator").map(text -> from(text, size)).orElse(0);
        long most = call.org().dials().get(SalesforceDial.BULK_RESULTS_MAX);
        int to = (int) Math.min(size, from + Math.min(most, maxRecords(call)));
        return JobRoutes.csv(job.plan().csv().write(lines(call, selected, from, to)))
                .with("Sforce-NumberOfRecords", Integer.toString(to - from))
                .with("Sforce-Locator", to == size ? "null" : locator(to));
    }

    private static long maxRecords(Call call) {
        Optional<String> text = call.request().query("maxRecords");
        if (text.isPresent() && !text.get().matches("[1-9]\\d{0,8}")) {
            throw new SalesforceProblem(400, "API_ERROR", "maxRecords must be a number from 1 on");
        }
        return text.map(Long::parseLong).orElse(Long.MAX_VALUE);
    }

    private static List<List<String>> lines(Call call, Selected selected, int from, int to) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(selected.columns().stream().map(Reach::name).toList());
        for (Selected.Showable row : selected.rows().subList(from, to)) {
            Map<String, @Nullable Object> shown = row.show(call.version());
            List<String> line = new ArrayList<>();
            for (Reach column : selected.columns()) {
                line.add(text(shown, column));
            }
            lines.add(line);
        }
        return lines;
    }

    private static String text(Map<String, @Nullable Object> shown, Reach column) {
        @Nullable Object at = shown;
        for (String name : column.name().split("\\.")) {
            at = Json.asObject(at).map(map -> map.get(name)).orElse(null);
        }
        if (at == null) {
            return "";
        }
        return column.field().type() == FieldType.DATETIME
                ? at.toString().replace("+0000", "Z")
                : at.toString();
    }

    private static String locator(int from) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(from).getBytes(StandardCharsets.US_ASCII));
    }

    private static int from(String locator, int size) {
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(locator), StandardCharsets.US_ASCII);
            int from = Integer.parseInt(text);
            if (from >= 0 && from < size) {
                return from;
            }
        } catch (IllegalArgumentException malformed) {
            // refused below, as one that is out of range
        }
        throw new SalesforceProblem(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
}
