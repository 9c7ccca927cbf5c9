package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Resource;
import dev.tributary.dialect.Operator;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * What an integrated account's own description of its fields says about filters: that it has no
 * such field, or one of a type that is not compared so.
 *
 * @param described empty: the provider does not say
 */
public record DescribedFilters(Resource resource, List<DescribedField> described) {
    private static final Set<String> NO_TEXT =
            Set.of("number", "integer", "boolean", "date", "datetime", "reference");

    public DescribedFilters {
        described = List.copyOf(described);
    }

    /** Whether a unified field that the provider is asked for by its own path is not there. */
    public boolean lacks(String field, String path) {
        boolean complete = described.stream().anyMatch(one -> !one.custom());
        boolean through = resource.select() == null && path.contains(".");
        return complete && !through && isOwn(field, path) && find(path) == null;
    }

    /**
     * @throws Failure {@code unsupported_filter} naming the unified field
     */
    void check(Target target, List<List<Narrowing.Asked>> asked) {
        for (List<Narrowing.Asked> any : asked) {
            for (Narrowing.Asked one : any) {
                checkThere(target, one.field(), one.path());
                DescribedField field = find(one.path());
                if (field != null && !isComparable(field.type(), one.operator())) {
                    throw new Failure(
                            Code.UNSUPPORTED_FILTER,
                            "%s[%s]: in %s it is a %s, which is not compared so"
                                    .formatted(
                                            one.field(),
                                            one.operator().text(),
                                            target.account().id(),
                                            field.type()));
                }
            }
        }
    }

    /**
     * @throws Failure {@code unsupported_filter} for a field that the account does not have
     */
    void checkThere(Target target, String field, String path) {
        if (lacks(field, path)) {
            throw new Failure(
                    Code.UNSUPPORTED_FILTER,
                    "%s of %s have no %s: %s knows no field %s there"
                            .formatted(
                                    resource.path(),
                                    target.account().id(),
                                    field,
                                    target.connector().title(),
                                    path));
        }
    }

    private static boolean isComparable(String type, Operator operator) {
        return switch (operator) {
            case EQ, NE, IN -> true;
            case GT, GTE, LT, LTE -> !type.equals("boolean");
            case CONTAINS -> !NO_TEXT.contains(type);
        };
    }

    private boolean isOwn(String field, String path) {
        String whole = whole(path);
        return resource.mapping().table().stream()
                .anyMatch(rule -> rule.unified().equals(field) && rule.from().equals(whole));
    }

    private @Nullable DescribedField find(String path) {
        String whole = whole(path);
        return described.stream()
                .filter(field -> field.path().equals(whole))
                .findFirst()
                .orElse(null);
    }

    private String whole(String path) {
        return resource.select() == null ? path : resource.select() + "." + path;
    }
}
