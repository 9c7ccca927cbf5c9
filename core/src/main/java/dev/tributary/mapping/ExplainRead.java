package dev.tributary.mapping;

import dev.tributary.mapping.Explanation.Dropped;
import dev.tributary.mapping.Explanation.From;
import dev.tributary.mapping.Explanation.Reason;
import dev.tributary.mapping.Explanation.Source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a record once more, in the order of {@link ReadSide#read}, and notes who made each value:
 * custom fields lie below the table, the table below the expressions, those in their order.
 */
record ExplainRead(ReadSide side) {
    private static final List<String> CUSTOM = List.of(ReadSide.CUSTOM);

    Explanation explain(
            Map<String, @Nullable Object> record,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings,
            Mapping.Mapped mapped) {
        Leaves leaves = leaves(record, custom, bindings);
        List<Dropped> dropped = new ArrayList<>();
        hidden(leaves, record, dropped);
        withoutWord(leaves, mapped, dropped);
        withoutValue(leaves, record, mapped, dropped);
        unread(record, custom, dropped);
        return new Explanation(leaves.sources(), dropped);
    }

    /** Who made a field that is wrong, given as the model's check names it. */
    @Nullable Provenance by(
            String field,
            Map<String, @Nullable Object> record,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        int item = field.indexOf('[');
        String path = item < 0 ? field : field.substring(0, item);
        Source source = leaves(record, custom, bindings).near(List.of(path.split("\\.")));
        return source == null ? null : source.by();
    }

    private Leaves leaves(
            Map<String, @Nullable Object> record,
            List<Mapping.CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        Leaves leaves = new Leaves();
        custom.forEach(
                field -> leaves.put(Leaves.join(CUSTOM, field.key()), source(field, record)));
        for (Slot slot : side.slots()) {
            for (Slot.Line line : slot.counting()) {
                List<String> names = ProviderPath.parse(line.rule().unified()).names();
                leaves.put(names, source(line.rule(), record));
            }
        }
        for (ReadSide.Block block : side.blocks()) {
            side.made(block, record, bindings)
                    .forEach((name, value) -> lay(leaves, block, name, value, record));
        }
        return leaves;
    }

    private static void lay(
            Leaves leaves,
            ReadSide.Block block,
            String name,
            @Nullable Object value,
            Map<String, @Nullable Object> record) {
        boolean nothing = value == null && name.equals(ReadSide.CUSTOM);
        if (!nothing || leaves.near(CUSTOM) == null) {
            leaves.lay(List.of(name), value, Sources.of(From.READ, block.source(), name, record));
        }
    }

    private Source source(Mapping.CustomField field, Map<String, @Nullable Object> record) {
        List<String> paths = List.of(field.path());
        Provenance by = side.source().origins().discover();
        return new Source(
                by == null ? Provenance.ofConnector() : by,
                From.DISCOVER,
                field.key() + ": " + field.path(),
                paths,
                RawValues.at(paths, record),
                List.of());
    }

    private static Source source(FieldRule rule, Map<String, @Nullable Object> record) {
        List<String> paths = List.of(rule.from());
        return new Source(
                rule.by(), From.TABLE, rule.line(), paths, RawValues.at(paths, record), List.of());
    }

    /** Lines of lower layers: hidden by the line that there is now, or taken away. */
    private void hidden(
            Leaves leaves, Map<String, @Nullable Object> record, List<Dropped> dropped) {
        Set<String> lines = new HashSet<>();
        side.source().fields().forEach(rule -> lines.add(rule.unified()));
        for (MappingSource.Hidden hidden : side.source().origins().hidden()) {
            FieldRule rule = hidden.rule();
            if (lines.contains(rule.unified())) {
                leaves.hide(ProviderPath.parse(rule.unified()).names(), source(rule, record));
            } else {
                Object raw = RawValues.at(List.of(rule.from()), record).get(rule.from());
                dropped.add(
                        new Dropped(Reason.REMOVED, rule.unified(), rule.from(), raw, hidden.by()));
            }
        }
    }

    private static void withoutWord(Leaves leaves, Mapping.Mapped mapped, List<Dropped> dropped) {
        for (String field : mapped.fellThrough()) {
            Source source = leaves.near(ProviderPath.parse(field).names());
            if (source != null) {
                dropped.add(withoutWord(field, source));
            }
        }
    }

    private static Dropped withoutWord(String field, Source source) {
        boolean one = source.raw().size() == 1;
        String path = one ? source.raw().keySet().iterator().next() : null;
        Object raw = one ? source.raw().get(path) : source.raw();
        return new Dropped(Reason.NO_WORD, field, path, raw, null);
    }

    /** Nulls that something would have read, and empty text that is no value of its field. */
    private void withoutValue(
            Leaves leaves,
            Map<String, @Nullable Object> record,
            Mapping.Mapped mapped,
            List<Dropped> dropped) {
        Set<String> said = new HashSet<>();
        leaves.sources()
                .forEach(
                        (field, source) ->
                                source.raw()
                                        .forEach(
                                                (path, raw) -> {
                                                    if (raw == null) {
                                                        said.add(path);
                                                        drop(Reason.NULL, field, path, dropped);
                                                    } else if (raw.equals("")
                                                            && source.from() == From.TABLE
                                                            && none(mapped, field)) {
                                                        drop(Reason.EMPTY, field, path, dropped);
                                                    }
                                                }));
        RawValues.Read read = read(List.of());
        RawValues.leaves(record)
                .forEach(
                        (names, raw) -> {
                            String path = Leaves.text(names);
                            if (raw == null && read.covers(names) && said.add(path)) {
                                drop(Reason.NULL, null, path, dropped);
                            }
                        });
    }

    private static void drop(
            Reason reason, @Nullable String field, String path, List<Dropped> dropped) {
        dropped.add(new Dropped(reason, field, path, reason == Reason.EMPTY ? "" : null, null));
    }

    private static boolean none(Mapping.Mapped mapped, String field) {
        return ProviderPath.parse(field).of(mapped.data()) == null;
    }

    private void unread(
            Map<String, @Nullable Object> record,
            List<Mapping.CustomField> custom,
            List<Dropped> dropped) {
        RawValues.Read read = read(custom);
        RawValues.leaves(record)
                .forEach(
                        (names, raw) -> {
                            if (!read.covers(names)) {
                                String path = Leaves.text(names);
                                dropped.add(new Dropped(Reason.UNREAD, null, path, raw, null));
                            }
                        });
    }

    /** All that the mapping reads. */
    private RawValues.Read read(List<Mapping.CustomField> custom) {
        RawValues.Read read = new RawValues.Read();
        side.source().fields().forEach(rule -> read.add(rule.from()));
        side.source().read().forEach(block -> Sources.paths(block.expression()).forEach(read::add));
        custom.forEach(field -> read.add(field.path()));
        return read;
    }
}
