package dev.tributary.mapping;

import dev.tributary.mapping.Explanation.Dropped;
import dev.tributary.mapping.Explanation.From;
import dev.tributary.mapping.Explanation.Reason;
import dev.tributary.mapping.Explanation.Source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes once more, in the order of {@link WriteSide#write}, and notes who made each value. */
record ExplainWrite(WriteSide side, MappingSource.Origins origins) {
    private static final Provenance REQUEST = new Provenance("request", "", "");

    Explanation explain(
            Map<String, @Nullable Object> unified,
            Map<String, @Nullable Object> over,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        Map<String, @Nullable Object> clean = side.clean(unified, custom, new LinkedHashMap<>());
        Leaves leaves = new Leaves();
        if (unified.get(ReadSide.CUSTOM) instanceof Map<?, ?> given) {
            custom.stream()
                    .filter(field -> given.containsKey(field.key()))
                    .forEach(field -> put(leaves, field, unified));
        }
        List<Dropped> dropped = new ArrayList<>();
        for (WriteLine line : side.lines()) {
            if (line.isGivenBy(clean)) {
                Source source = source(line.rule().by(), From.TABLE, line, unified);
                leaves.put(line.to().names(), source);
                withoutWord(line, source, dropped);
            }
        }
        for (MappingSource.Block block : side.blocks()) {
            WriteSide.made(block, clean, bindings)
                    .forEach(
                            (name, value) ->
                                    leaves.lay(
                                            List.of(name),
                                            value,
                                            Sources.of(From.WRITE, block, name, clean)));
        }
        over.forEach((name, value) -> leaves.lay(List.of(name), value, given(name)));
        return new Explanation(leaves.sources(), dropped);
    }

    /** What the caller gives in the provider's words. */
    private static Source given(String name) {
        return new Source(REQUEST, From.REMOTE_DATA, name, List.of(), Map.of(), List.of());
    }

    private void put(
            Leaves leaves, Mapping.CustomField field, Map<String, @Nullable Object> unified) {
        Provenance by = origins.discover();
        String path = Leaves.text(List.of(ReadSide.CUSTOM, field.key()));
        leaves.put(
                ProviderPath.parse(field.path()).names(),
                new Source(
                        by == null ? Provenance.ofConnector() : by,
                        From.DISCOVER,
                        field.key() + ": " + field.path(),
                        List.of(path),
                        RawValues.at(List.of(path), unified),
                        List.of()));
    }

    private static Source source(
            Provenance by, From from, WriteLine line, Map<String, @Nullable Object> unified) {
        List<String> paths = List.of(line.unified());
        return new Source(
                by, from, line.rule().line(), paths, RawValues.at(paths, unified), List.of());
    }

    private static void withoutWord(WriteLine line, Source source, List<Dropped> dropped) {
        Object given = source.raw().get(line.unified());
        if (given != null
                && !line.words().isEmpty()
                && !line.words().containsKey(given.toString())) {
            dropped.add(
                    new Dropped(Reason.NO_WORD, line.unified(), line.rule().from(), given, null));
        }
    }
}
