package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mapping.Explanation;
import dev.tributary.mapping.Explanation.Source;
import dev.tributary.mapping.Mapping;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Explanations are true: whatever layers are laid over each other, the layer that is named for a
 * field is the one without which the field would be another, and what it hides is what would come
 * up.
 */
class ExplainPropertiesTest {
    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "description",
                    "owner.id",
                    "custom_fields.a",
                    "extra",
                    "own.x",
                    "own.y");
    private static final Connectors ACME =
            Connectors.load(
                    Path.of("src/test/resources/dev/tributary/connector/explain"), Bundled.MODELS);
    private static final List<String> LAYERS = List.of("platform", "environment", "account");

    /** What a layer does with a field; each that makes a value makes one of its own. */
    private enum Act {
        NOTHING,
        LINE,
        REMOVE,
        READ,
        READ_NULL
    }

    private static final Map<String, @Nullable Object> RECORD = record();

    private static Map<String, @Nullable Object> record() {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("dealname", "of the connector");
        properties.put("description", "of the connector");
        properties.put("hubspot_owner_id", "of the connector");
        properties.put("a", "discovered");
        for (String layer : LAYERS) {
            for (String field : FIELDS) {
                properties.put(path(layer, field, "line"), layer + " line of " + field);
                properties.put(path(layer, field, "read"), layer + " read of " + field);
            }
        }
        return Map.of("id", "1", "properties", properties);
    }

    private static String path(String layer, String field, String kind) {
        return layer + "_" + field.replace('.', '_') + "_" + kind;
    }

    @Provide
    Arbitrary<Map<String, Act>> acts() {
        return Combinators.combine(
                        FIELDS.stream().map(field -> Arbitraries.of(Act.values())).toList())
                .as(
                        acts -> {
                            Map<String, Act> byField = new LinkedHashMap<>();
                            for (int i = 0; i < FIELDS.size(); i++) {
                                byField.put(FIELDS.get(i), acts.get(i));
                            }
                            return byField;
                        });
    }

    private static Layer layer(String name, Map<String, Act> acts) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        List<String> reads = new ArrayList<>();
        acts.forEach(
                (field, act) -> {
                    switch (act) {
                        case NOTHING -> {}
                        case LINE -> fields.put(field, "properties." + path(name, field, "line"));
                        case REMOVE -> fields.put(field, null);
                        case READ ->
                                reads.add(object(field, "properties." + path(name, field, "read")));
                        case READ_NULL -> reads.add(object(field, "null"));
                    }
                });
        String read = "$merge([%s])".formatted(String.join(", ", reads));
        Map<String, @Nullable Object> changes = new HashMap<>();
        changes.put("fields", fields);
        if (reads.size() == 1) {
            changes.put("read", reads.getFirst());
        } else if (!reads.isEmpty()) {
            changes.put("read", read);
        }
        return new Layer(name, "v-" + name, Map.of("crm", Map.of("opportunities", changes)));
    }

    private static String object(String field, String value) {
        int dot = field.indexOf('.');
        return dot < 0
                ? "{\"%s\": %s}".formatted(field, value)
                : "{\"%s\": {\"%s\": %s}}"
                        .formatted(field.substring(0, dot), field.substring(dot + 1), value);
    }

    private record Read(Map<String, @Nullable Object> data, Explanation explanation) {
        static Read through(List<Layer> layers) {
            Mapping mapping =
                    ACME.compile("acme", layers)
                            .resource("crm", "opportunities")
                            .orElseThrow()
                            .mapping();
            var custom = List.of(new Mapping.CustomField("a", "properties.a", "string"));
            Mapping.Mapped mapped = mapping.read(RECORD, custom, Map.of());
            return new Read(mapped.data(), mapping.explain(RECORD, custom, Map.of(), mapped));
        }

        @Nullable Object at(String field) {
            Object value = data;
            for (String name : field.split("\\.")) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return value;
        }

        boolean removes(Layer layer, String field) {
            return explanation.dropped().stream()
                    .anyMatch(
                            one ->
                                    one.reason() == Explanation.Reason.REMOVED
                                            && field.equals(one.field())
                                            && one.by() != null
                                            && one.by().layer().equals(layer.name()));
        }

        @Nullable Source source(String field) {
            return explanation.fields().get(field);
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void the_layer_that_is_named_is_the_one_whose_removal_changes_the_field(
            @ForAll("acts") Map<String, Act> platform,
            @ForAll("acts") Map<String, Act> environment,
            @ForAll("acts") Map<String, Act> account) {
        List<Layer> layers =
                List.of(
                        layer("platform", platform),
                        layer("environment", environment),
                        layer("account", account));
        Read whole = Read.through(layers);
        Map<String, Read> without = new HashMap<>();
        for (Layer layer : layers) {
            without.put(layer.name(), Read.through(others(layers, layer.name())));
        }
        for (String field : FIELDS) {
            Source source = whole.source(field);
            Object value = whole.at(field);
            if (source == null) {
                assertThat(value).as(field).isNull();
                continue;
            }
            if (value != null) {
                assertThat(source.raw().values()).as(field).contains(value);
            }
            for (Layer layer : layers) {
                Read less = Objects.requireNonNull(without.get(layer.name()));
                boolean named = source.by().layer().equals(layer.name());
                if (named && value != null) {
                    assertThat(source.by().version()).isEqualTo("v-" + layer.name());
                    assertThat(less.at(field)).as(field + " without " + layer).isNotEqualTo(value);
                }
                if (!named
                        && isAbove(layer.name(), source.by().layer())
                        && !whole.removes(layer, field)) {
                    assertThat(less.at(field)).as(field + " without " + layer).isEqualTo(value);
                }
                Source below = less.source(field);
                if (named && below != null && less.at(field) != null) {
                    assertThat(source.hides())
                            .as(field + " without " + layer)
                            .extracting(Source::expression)
                            .contains(below.expression());
                }
            }
        }
    }

    private static boolean isAbove(String layer, String other) {
        return LAYERS.indexOf(layer) > LAYERS.indexOf(other);
    }

    private static List<Layer> others(List<Layer> layers, String name) {
        return layers.stream().filter(layer -> !layer.name().equals(name)).toList();
    }
}
