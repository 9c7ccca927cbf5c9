package dev.tributary.mapping;

import dev.tributary.mapping.Explanation.From;
import dev.tributary.mapping.Explanation.Source;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What an expression says of itself, for explanations. */
final class Sources {
    private Sources() {}

    /**
     * The part of an expression that makes one field of its object.
     *
     * @param input what the expression was given
     */
    static Source of(
            From from,
            MappingSource.Block block,
            String name,
            Map<String, @Nullable Object> input) {
        Expression.Output output = block.expression().outputs().get(name);
        Provenance by = block.by();
        if (output == null) {
            List<String> paths = paths(block.expression());
            String whole = block.expression().source().strip();
            return new Source(by, from, whole, paths, RawValues.at(paths, input), List.of());
        }
        String place = block.places().getOrDefault(name, by.place());
        List<String> paths = named(output.references());
        return new Source(
                new Provenance(by.layer(), by.version(), place),
                from,
                output.source().strip(),
                paths,
                RawValues.at(paths, input),
                List.of());
    }

    /** The paths of its input that an expression reads. */
    static List<String> paths(Expression expression) {
        List<String> references = expression.references();
        boolean unknown = references.isEmpty() && expression.outputs().isEmpty();
        return unknown ? List.of(RawValues.ALL) : named(references);
    }

    private static List<String> named(List<String> references) {
        return references.stream().map(one -> one.isEmpty() ? RawValues.ALL : one).toList();
    }
}
