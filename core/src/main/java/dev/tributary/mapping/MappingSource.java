package dev.tributary.mapping;

import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a resource's mapping is made of.
 *
 * @param read evaluated beside the table, each result laid over it, in the order of layers
 * @param write the same towards the provider
 * @param select only paths below this one are asked for, and without it; null: all
 * @param textOnly the provider takes values below {@code select} as text, numbers and flags too
 * @param clear what the provider takes for "no value" in a write; null: JSON's null
 */
public record MappingSource(
        ResourceModel model,
        List<FieldRule> fields,
        List<Block> read,
        List<Block> write,
        @Nullable String select,
        @Nullable String clear,
        boolean textOnly) {

    /** An expression and the layer that wrote it. */
    public record Block(String layer, Expression expression) {}

    public MappingSource {
        fields = List.copyOf(fields);
        read = List.copyOf(read);
        write = List.copyOf(write);
    }

    public Mapping compile() {
        return new TwoWayMapping(this);
    }
}
