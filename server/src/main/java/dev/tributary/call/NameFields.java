package dev.tributary.call;

import dev.tributary.Failure;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.FilterRule;
import dev.tributary.connector.Resource;
import dev.tributary.mapping.FieldRule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which of the caller's own fields a provider has refused, which only knows its names. */
final class NameFields {
    private final MapRecords map;

    NameFields(MapRecords map) {
        this.map = map;
    }

    /** The failure with {@code fields}, where the provider has named any that we know. */
    Failure in(Failure failure, Target target, Trace trace) {
        Object theirs = failure.detail().get(ReadFailure.FIELDS);
        if (theirs == null) {
            return failure;
        }
        List<Map<String, String>> fields = new ArrayList<>();
        for (Object name : Trees.list(theirs)) {
            for (String ours : all(target, String.valueOf(name), trace)) {
                Map<String, String> field = new LinkedHashMap<>();
                field.put("field", ours);
                field.put("upstream_field", String.valueOf(name));
                fields.add(field);
            }
        }
        return fields.isEmpty() ? failure : failure.with("fields", fields);
    }

    /** Our names: several where an expression makes the provider's field of them. */
    private List<String> all(Target target, String theirs, Trace trace) {
        String ours = ours(target, theirs, trace);
        return ours == null ? target.resource().mapping().writtenFrom(theirs) : List.of(ours);
    }

    /** Our name of a provider's field, by its path or the part of it that its API speaks of. */
    @Nullable String ours(Target target, String theirs, Trace trace) {
        Resource resource = target.resource();
        String prefix = resource.select() == null ? "" : resource.select() + ".";
        String full = theirs.startsWith(prefix) ? theirs : prefix + theirs;
        for (FieldRule rule : resource.mapping().table()) {
            if (rule.from().equals(theirs) || rule.from().equals(full)) {
                return rule.unified();
            }
        }
        for (DescribedField field : map.described(target, trace)) {
            if (field.custom() && (field.path().equals(full) || field.path().equals(theirs))) {
                return "custom_fields." + field.key();
            }
        }
        for (FilterRule rule : resource.filters().values()) {
            if (rule.any().stream().anyMatch(field -> full.equals(prefix + field.path()))) {
                return rule.unified();
            }
        }
        return null;
    }
}
