package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Connector;
import dev.tributary.connector.ErrorRule;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Decides whether an answer is a failure, and which: the connector's rules first, then the status.
 */
final class ReadFailure {
    /**
     * Detail of a failure that says which kind of refusal it was: {@code conflict}, {@code closed}.
     */
    static final String KIND = "upstream_kind";

    /** Detail of a failure: the provider's names of the fields that it refuses. */
    static final String FIELDS = "upstream_fields";

    /** Detail of a failure: the scopes that the credential does not have. */
    static final String SCOPES = "missing_scopes";

    private static final int EXCERPT_CHARS = 2000;
    private static final String PAGE = "a page of HTML, as gateways answer";
    private static final Pattern HTML =
            Pattern.compile("\\s*<(!doctype html|html)", Pattern.CASE_INSENSITIVE);

    record Found(ErrorRule.Kind kind, Failure failure) {}

    private ReadFailure() {}

    /**
     * @throws Failure {@code upstream_invalid} when a rule breaks on an answer that may be a
     *     success
     */
    static @Nullable Found in(Connector connector, Answer answer) {
        Map<String, @Nullable Object> tree = answer.tree();
        MappingException unclear = null;
        boolean page = connector.xml() == null && isPageOfError(answer);
        for (ErrorRule rule : connector.errors()) {
            if (page && !looksAtPages(rule)) {
                continue;
            }
            try {
                if (Boolean.TRUE.equals(rule.when().evaluate(tree, Map.of()))) {
                    Found found = found(connector, answer, rule.is(), said(rule.message(), tree));
                    List<?> fields = Trees.list(said(rule.fields(), tree));
                    return fields.isEmpty()
                            ? found
                            : new Found(
                                    found.kind(), found.failure().with(detail(rule.is()), fields));
                }
            } catch (MappingException broken) {
                unclear = broken;
            }
        }
        if (page) {
            return found(connector, answer, byGateway(answer.status()), PAGE);
        }
        if (answer.status() >= 400) {
            return found(connector, answer, byStatus(answer.status()), null);
        }
        if (unclear != null) {
            throw new Failure(
                            Code.UPSTREAM_INVALID,
                            "%s answered %d, but an error rule of its connector breaks on it: %s"
                                    .formatted(
                                            connector.title(),
                                            answer.status(),
                                            unclear.getMessage()),
                            unclear)
                    .with("upstream_status", answer.status());
        }
        return null;
    }

    /** Something before the provider answers in HTML, which says nothing of what was asked. */
    private static boolean isPageOfError(Answer answer) {
        if (answer.status() < 400) {
            return false;
        }
        boolean said = answer.headers().getOrDefault("content-type", "").contains("html");
        return said || answer.body() instanceof String text && HTML.matcher(text).lookingAt();
    }

    /** A rule that knows only statuses would take a gateway's for the provider's. */
    private static boolean looksAtPages(ErrorRule rule) {
        return rule.when().references().stream()
                .anyMatch(path -> path.equals("body") || path.startsWith("headers.content-type"));
    }

    private static ErrorRule.Kind byGateway(int status) {
        return status == 429 ? ErrorRule.Kind.BUDGET : ErrorRule.Kind.TRANSIENT;
    }

    private static String detail(ErrorRule.Kind kind) {
        return kind == ErrorRule.Kind.SCOPE ? SCOPES : FIELDS;
    }

    /** What a row of an answer says of its record, as a failure of its own. */
    static Failure refused(Target target, ErrorRule.Kind kind, String message, List<?> fields) {
        Failure failure =
                new Failure(
                                code(kind),
                                "%s refused it (%s): %s"
                                        .formatted(
                                                target.connector().title(), words(kind), message))
                        .with(KIND, kind.name().toLowerCase(Locale.ROOT));
        return fields.isEmpty() ? failure : failure.with(FIELDS, fields);
    }

    private static @Nullable Object said(
            @Nullable Expression expression, Map<String, @Nullable Object> tree) {
        try {
            return expression == null ? null : expression.evaluate(tree, Map.of());
        } catch (MappingException broken) {
            return null;
        }
    }

    static String excerpt(String text) {
        return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
    }

    private static ErrorRule.Kind byStatus(int status) {
        return switch (status) {
            case 401 -> ErrorRule.Kind.EXPIRED;
            case 403 -> ErrorRule.Kind.SCOPE;
            case 404, 410 -> ErrorRule.Kind.NOT_FOUND;
            case 409, 412 -> ErrorRule.Kind.CONFLICT;
            case 429 -> ErrorRule.Kind.BUDGET;
            default -> status >= 500 ? ErrorRule.Kind.TRANSIENT : ErrorRule.Kind.INVALID;
        };
    }

    private static Found found(
            Connector connector, Answer answer, ErrorRule.Kind kind, @Nullable Object said) {
        String reason = said == null ? "" : ": " + said;
        Failure failure =
                new Failure(
                                code(kind),
                                "%s answered %d (%s)%s"
                                        .formatted(
                                                connector.title(),
                                                answer.status(),
                                                words(kind),
                                                reason))
                        .with("upstream_status", answer.status())
                        .with(KIND, kind.name().toLowerCase(Locale.ROOT));
        Object body = answer.body();
        if (body != null) {
            failure =
                    failure.with(
                            "upstream_body",
                            body instanceof String text ? excerpt(text) : excerptTree(body));
        }
        return new Found(kind, failure);
    }

    private static Object excerptTree(Object body) {
        String text = Json.text(body);
        return text.length() <= EXCERPT_CHARS ? body : excerpt(text);
    }

    private static Code code(ErrorRule.Kind kind) {
        return switch (kind) {
            case BUDGET -> Code.UPSTREAM_RATE_LIMITED;
            case EXPIRED -> Code.NEEDS_REAUTH;
            case SCOPE -> Code.MISSING_SCOPE;
            case CONFLICT, CLOSED -> Code.CONFLICT;
            case NOT_FOUND -> Code.NOT_FOUND;
            case INVALID -> Code.UNPROCESSABLE;
            case TRANSIENT -> Code.UPSTREAM_ERROR;
        };
    }

    private static String words(ErrorRule.Kind kind) {
        return switch (kind) {
            case BUDGET -> "too many requests";
            case EXPIRED -> "the token is not accepted";
            case SCOPE -> "not allowed";
            case CONFLICT -> "conflict";
            case CLOSED -> "closed for changes";
            case NOT_FOUND -> "not found";
            case INVALID -> "the request was refused";
            case TRANSIENT -> "the provider failed";
        };
    }
}
