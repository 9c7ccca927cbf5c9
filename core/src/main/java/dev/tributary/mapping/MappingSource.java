package dev.tributary.mapping;

import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a resource's mapping is made of.
 *
 * @param read evaluated beside the table, each result laid over it, in the order of layers
 * @param write the same towards the provider
 * @param select only paths below this one are asked for, and without it; null: all
 * @param textOnly the provider takes values below {@code select} as text, numbers and flags too
 * @param clear what the provider takes for "no value" in a write; null: JSON's null
 * @param origins what only explanations need
 */
public record MappingSource(
        ResourceModel model,
        List<FieldRule> fields,
        List<Block> read,
        List<Block> write,
        @Nullable String select,
        @Nullable String clear,
        boolean textOnly,
        Origins origins) {

    /** An expression and who wrote it; {@code places} are those of the fields it makes. */
    public record Block(Provenance by, Expression expression, Map<String, String> places) {
        public Block {
            places = Map.copyOf(places);
        }

        public Block(String layer, Expression expression) {
            this(new Provenance(layer, "", ""), expression, Map.of());
        }
    }

    /** A line of the table that is no more, and the layer that replaced or removed it. */
    public record Hidden(FieldRule rule, Provenance by) {}

    /**
     * Who says what beside the table and the expressions.
     *
     * @param discover who says how the account's own fields are found; null: nobody
     * @param hidden lines of the table that are no more, the uppermost first
     */
    public record Origins(@Nullable Provenance discover, List<Hidden> hidden) {
        public static final Origins NONE = new Origins(null, List.of());

        public Origins {
            hidden = List.copyOf(hidden);
        }
    }

    public MappingSource {
        fields = List.copyOf(fields);
        read = List.copyOf(read);
        write = List.copyOf(write);
    }

    public MappingSource(
            ResourceModel model,
            List<FieldRule> fields,
            List<Block> read,
            List<Block> write,
            @Nullable String select,
            @Nullable String clear,
            boolean textOnly) {
        this(model, fields, read, write, select, clear, textOnly, Origins.NONE);
    }

    public Mapping compile() {
        return new TwoWayMapping(this);
    }

    /** Fields that an override adds to the model's, as far as that is known without a record. */
    List<AddedField> added() {
        Map<String, AddedField> added = new LinkedHashMap<>();
        for (FieldRule rule : fields) {
            add(added, Slot.root(rule.unified()), rule.by());
        }
        for (Block block : read) {
            block.expression().outputs().keySet().forEach(name -> add(added, name, block.by()));
        }
        return new ArrayList<>(added.values());
    }

    private void add(Map<String, AddedField> added, String name, Provenance by) {
        if (by.isOverride() && model.fields().get(name) == null && AddedField.canBe(name)) {
            added.put(name, new AddedField(name, by));
        }
    }
}
