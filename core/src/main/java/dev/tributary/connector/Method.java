package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One method of a resource: named steps, the request, and named steps again.
 *
 * @param before steps before the request, each bound for whatever comes after it
 * @param after steps after it, which see what it gave; bound for the mapping
 * @param request null only where the steps alone give the answer; {@code items} then reads it from
 *     their bindings
 * @param items where the records are in the answer (for single records: the record); null: the
 *     answer itself
 * @param paging null: one page
 * @param max most ids a batch call takes; 0 where it does not apply
 * @param cap most records one walk can reach (a search window), 0 unlimited; past it the walk
 *     restarts from the last value of the resource's {@code changed} field
 * @param budgets extra budgets it draws on, by name
 * @param rows of a batch write: the answer to {@code [{index, id, error: {message, is, fields}}]};
 *     null: what the provider does not refuse is done
 * @param takesFilters a list can be narrowed with it
 * @param takesSorts by how many fields a list can be sorted with it
 * @param where provider fields and the values that all its records have in common
 * @param maxFilters most filters of one question
 */
public record Method(
        String name,
        List<Step> before,
        List<Step> after,
        @Nullable Request request,
        @Nullable Expression items,
        @Nullable Paging paging,
        int max,
        int cap,
        List<String> budgets,
        @Nullable Expression rows,
        boolean takesFilters,
        int takesSorts,
        Map<String, Object> where,
        MostFilters maxFilters) {

    public static final String LIST = "list";
    public static final String GET = "get";
    public static final String CREATE = "create";
    public static final String UPDATE = "update";
    public static final String DELETE = "delete";
    public static final String SEARCH = "search";
    public static final String BATCH_GET = "batch_get";
    public static final String DELETED = "deleted";
    public static final String BATCH_CREATE = "batch_create";
    public static final String BATCH_UPDATE = "batch_update";
    public static final String BATCH_UPSERT = "batch_upsert";
    public static final String BATCH_DELETE = "batch_delete";

    /** What {@code after} sees of the method itself. */
    public static final String ANSWER = "answer";

    public Method {
        before = List.copyOf(before);
        after = List.copyOf(after);
        budgets = List.copyOf(budgets);
        where = Map.copyOf(where);
    }
}
