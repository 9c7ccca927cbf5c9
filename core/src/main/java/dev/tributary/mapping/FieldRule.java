package dev.tributary.mapping;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of a {@code fields:} table.
 *
 * @param unified dotted path in the unified record, such as {@code owner.id}
 * @param from dotted path in the provider's record
 * @param values the provider's words to ours, where they differ; empty: as they are
 * @param readOnly read, never written
 * @param asNumber written as a JSON number, where the model has text: amounts, and ids that are
 *     numbers
 * @param optional not every account of the provider has it
 * @param by who says so: of several layers that say a part of it the topmost
 */
public record FieldRule(
        String unified,
        String from,
        Map<String, String> values,
        boolean readOnly,
        boolean optional,
        boolean asNumber,
        Provenance by) {
    public FieldRule {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public FieldRule(
            String unified,
            String from,
            Map<String, String> values,
            boolean readOnly,
            boolean optional,
            boolean asNumber) {
        this(unified, from, values, readOnly, optional, asNumber, Provenance.ofConnector());
    }

    /** As it is written in its shortest form. */
    String line() {
        return unified + ": " + from;
    }
}
