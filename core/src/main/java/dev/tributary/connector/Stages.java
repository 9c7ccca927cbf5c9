package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.mapping.FieldRule;
import dev.tributary.mapping.MappingSource.Hidden;
import dev.tributary.mapping.Provenance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A part of a connector as it is with each layer more, the lowest first. What a layer changed is
 * that layer's, whoever said it before: so an explanation names the layer without which the field
 * would be another one.
 *
 * @param nodes the part with each layer; where it is not there, nothing
 * @param layers the layer that was laid over last, as origins name it
 */
record Stages(List<Node> nodes, List<String> layers, LayerVersions versions) {

    Stages at(String key) {
        return new Stages(nodes.stream().map(node -> node.at(key)).toList(), layers, versions);
    }

    /** With all layers. */
    Node whole() {
        return nodes.getLast();
    }

    /** The lines of a {@code fields:} table. */
    List<FieldRule> rules() {
        List<FieldRule> rules = new ArrayList<>();
        for (String unified : whole().members().keySet()) {
            rules.add(rule(unified, whole().at(unified), history(unified).getLast().by()));
        }
        return rules;
    }

    /** Lines of it that are no more, the uppermost first. */
    List<Hidden> hidden() {
        List<Hidden> hidden = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> names.addAll(node.members().keySet()));
        for (String unified : names) {
            List<Change> history = history(unified);
            for (int i = history.size() - 2; i >= 0; i--) {
                Change change = history.get(i);
                if (change.node().isPresent()) {
                    FieldRule rule = rule(unified, change.node(), change.by());
                    hidden.add(new Hidden(rule, history.get(i + 1).by()));
                }
            }
        }
        return hidden;
    }

    private record Change(Node node, Provenance by) {}

    private List<Change> history(String key) {
        List<Change> history = new ArrayList<>();
        Object before = null;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i).at(key);
            Object plain = node.plain();
            if (!Objects.equals(plain, before)) {
                history.add(new Change(node, versions.of(layers.get(i), node)));
                before = plain;
            }
        }
        return history;
    }

    private static FieldRule rule(String unified, Node line, Provenance by) {
        Map<String, String> words = new LinkedHashMap<>();
        line.at("values")
                .members()
                .forEach((theirs, ours) -> words.put(theirs, ours.text().orElseThrow()));
        return new FieldRule(
                unified,
                line.text().or(() -> line.at("from").text()).orElseThrow(),
                words,
                line.at("read_only").isTrue(),
                line.at("optional").isTrue(),
                line.at("as").isPresent(),
                by);
    }
}
