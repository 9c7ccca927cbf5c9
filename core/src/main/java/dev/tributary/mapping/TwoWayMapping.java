package dev.tributary.mapping;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The compiled mapping: both directions, and what to ask the provider for. */
final class TwoWayMapping implements Mapping {
    private final ReadSide read;
    private final WriteSide write;
    private final List<String> selects;
    private final List<FieldRule> table;
    private final List<AddedField> added;
    private final Set<String> reads = new LinkedHashSet<>();
    private final @Nullable ProviderPath select;

    TwoWayMapping(MappingSource source) {
        read = new ReadSide(source);
        table = source.fields();
        added = source.added();
        write = new WriteSide(source);
        String below = source.select();
        select = below == null ? null : ProviderPath.parse(below);
        Set<String> paths = new LinkedHashSet<>();
        source.fields().forEach(rule -> add(paths, rule.from()));
        source.read().stream()
                .flatMap(block -> block.expression().references().stream())
                .forEach(path -> add(paths, path));
        selects = List.copyOf(paths);
        table.forEach(rule -> reads.add(rule.unified()));
        source.read().forEach(block -> reads.addAll(block.expression().outputs().keySet()));
    }

    private void add(Set<String> paths, String path) {
        String selected = select == null ? path : read.path(path).below(select);
        if (selected != null) {
            paths.add(selected);
        }
    }

    @Override
    public Mapped read(
            Map<String, @Nullable Object> providerRecord,
            List<CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        return read.read(providerRecord, custom, bindings);
    }

    @Override
    public Map<String, @Nullable Object> write(
            Map<String, @Nullable Object> unified,
            List<CustomField> custom,
            Set<String> settled,
            Map<String, @Nullable Object> bindings) {
        return write.write(unified, custom, settled, bindings);
    }

    @Override
    public void check(Map<String, @Nullable Object> unified, List<CustomField> custom) {
        write.clean(unified, custom, new LinkedHashMap<>());
    }

    @Override
    public boolean writesFrom(String variable) {
        return write.blocks().stream()
                .anyMatch(block -> block.expression().source().contains("$" + variable));
    }

    @Override
    public Explanation explain(
            Map<String, @Nullable Object> providerRecord,
            List<CustomField> custom,
            Map<String, @Nullable Object> bindings,
            Mapped mapped) {
        return new ExplainRead(read).explain(providerRecord, custom, bindings, mapped);
    }

    @Override
    public Explanation explainWrite(
            Map<String, @Nullable Object> unified,
            Map<String, @Nullable Object> over,
            List<CustomField> custom,
            Map<String, @Nullable Object> bindings) {
        return new ExplainWrite(write, read.source().origins())
                .explain(unified, over, custom, bindings);
    }

    @Override
    public List<AddedField> added() {
        return added;
    }

    @Override
    public boolean writes(String field) {
        return write.writes(field);
    }

    @Override
    public @Nullable String id(Map<String, @Nullable Object> providerRecord) {
        return read.id(providerRecord);
    }

    @Override
    public List<FieldRule> table() {
        return table;
    }

    @Override
    public Set<String> reads() {
        return reads;
    }

    @Override
    public Set<String> writes() {
        return write.takes();
    }

    @Override
    public List<String> writtenFrom(String providerField) {
        String root = Slot.root(providerField);
        Set<String> paths = new LinkedHashSet<>();
        for (MappingSource.Block block : write.blocks()) {
            Expression.Output output = block.expression().outputs().get(root);
            if (output != null) {
                paths.addAll(output.references());
            }
        }
        return paths.size() <= 1
                ? List.copyOf(paths)
                : paths.stream().map(Slot::root).distinct().toList();
    }

    @Override
    public List<String> selects(List<CustomField> custom) {
        if (custom.isEmpty()) {
            return selects;
        }
        Set<String> paths = new LinkedHashSet<>(selects);
        custom.forEach(field -> add(paths, field.path()));
        return new ArrayList<>(paths);
    }
}
