package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A refusal with the status and the errors that Salesforce would give. */
public final class SalesforceProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Failure> failures;

    /**
     * One error.
     *
     * @param fields that it is about; null where the provider leaves them out
     */
    record Failure(String code, String message, @Nullable List<String> fields) {
        Failure {
            fields = fields == null ? null : List.copyOf(fields);
        }

        static Failure of(String code, String message, String... fields) {
            return new Failure(code, message, List.of(fields));
        }

        /** As an entry of an error answer. */
        Map<String, @Nullable Object> entry() {
            Json.Fields entry = Json.of("message", message).and("errorCode", code);
            return fields == null ? entry : entry.and("fields", fields);
        }

        /** As an entry of one row's errors. */
        Map<String, @Nullable Object> row() {
            return Json.of("statusCode", code)
                    .and("message", message)
                    .and("fields", fields == null ? List.of() : fields);
        }
    }

    SalesforceProblem(int status, List<Failure> failures) {
        super(failures.getFirst().code() + ": " + failures.getFirst().message());
        this.status = status;
        this.failures = List.copyOf(failures);
    }

    SalesforceProblem(int status, String code, String message) {
        this(status, List.of(new Failure(code, message, null)));
    }

    static SalesforceProblem invalid(String code, String message, String... fields) {
        return new SalesforceProblem(400, List.of(Failure.of(code, message, fields)));
    }

    static SalesforceProblem noSuchResource() {
        return new SalesforceProblem(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static SalesforceProblem deleted() {
        return new SalesforceProblem(
                404, List.of(Failure.of("ENTITY_IS_DELETED", "entity is deleted")));
    }

    static SalesforceProblem json(String message) {
        return new SalesforceProblem(400, "JSON_PARSER_ERROR", message);
    }

    static SalesforceProblem of(SoqlProblem problem, String source) {
        return new SalesforceProblem(400, problem.code(), problem.shown(source));
    }

    int status() {
        return status;
    }

    List<Failure> failures() {
        return failures;
    }

    Reply reply() {
        return Reply.json(status, failures.stream().map(Failure::entry).toList());
    }
}
