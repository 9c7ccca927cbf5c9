package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.connector.DescribedField;

import java.util.List;
import java.util.Objects;

/** The fields by which an upsert can tell whether a record is there, where the provider says so. */
record MatchBy(MapRecords map, NameFields names) {

    /**
     * @param field unified
     * @throws Failure {@code invalid_request} naming those that there are
     */
    void check(Target target, String field, Trace trace) {
        List<DescribedField> described = map.described(target, trace);
        if (described.stream().noneMatch(one -> one.unique() != null)) {
            return;
        }
        String path = map.path(target, field, trace);
        String select = target.resource().select();
        String whole = select == null ? path : select + "." + path;
        List<DescribedField> unique =
                described.stream().filter(one -> Boolean.TRUE.equals(one.unique())).toList();
        if (unique.stream().noneMatch(one -> one.path().equals(whole))) {
            List<String> ours =
                    unique.stream()
                            .map(one -> names.ours(target, one.path(), trace))
                            .filter(Objects::nonNull)
                            .sorted()
                            .toList();
            throw Failure.invalid(
                    "records of %s cannot be matched by '%s' at %s; those of %s can be by: %s",
                    target.resource().path(),
                    field,
                    target.connector().title(),
                    target.account().id(),
                    ours.isEmpty() ? "none" : String.join(", ", ours));
        }
    }
}
