package dev.tributary.connector;

import dev.tributary.dialect.Operator;
import dev.tributary.document.Node;
import dev.tributary.mapping.FieldRule;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a resource's lists can be narrowed and sorted by. A filter without a name of its own has its
 * field's path, as the provider's queries write it, and its words.
 *
 * @param select what the provider's queries leave out of a path
 */
record CompileFilters(Node resource, List<FieldRule> fields, String select) {

    Map<String, FilterRule> rules() {
        Map<String, FilterRule> rules = new LinkedHashMap<>();
        Node filters = resource.at("filters");
        filters.members().forEach((unified, line) -> add(rules, unified, line));
        return rules;
    }

    private void add(Map<String, FilterRule> rules, String unified, Node line) {
        boolean listed = line.text().filter(unified::equals).isPresent();
        String path =
                line.text()
                        .filter(text -> !listed || own(unified).isEmpty())
                        .or(() -> line.at("to").text())
                        .or(() -> own(unified))
                        .orElse(unified);
        Map<String, String> words = new LinkedHashMap<>();
        if (line.has("values")) {
            line.at("values")
                    .members()
                    .forEach((ours, theirs) -> words.put(ours, theirs.text().orElseThrow()));
        } else {
            rule(unified)
                    .ifPresent(
                            rule ->
                                    rule.values()
                                            .forEach(
                                                    (theirs, ours) ->
                                                            words.putIfAbsent(ours, theirs)));
        }
        rules.put(unified, new FilterRule(unified, path, operators(line), words));
    }

    private Set<Operator> operators(Node line) {
        Node said = line.has("operators") ? line.at("operators") : resource.at("operators");
        return said.isPresent()
                ? said.texts().stream()
                        .map(text -> Operator.of(text).orElseThrow())
                        .collect(Collectors.toSet())
                : EnumSet.allOf(Operator.class);
    }

    /** Unified field → provider field. */
    Map<String, String> sorts() {
        Map<String, String> sorts = new LinkedHashMap<>();
        Node said = resource.at("sorts");
        if (!said.isPresent()) {
            rules().forEach((unified, rule) -> sorts.put(unified, rule.path()));
        }
        said.members()
                .forEach(
                        (unified, path) -> {
                            String name = path.text().orElseThrow();
                            boolean listed = name.equals(unified);
                            sorts.put(unified, listed ? own(unified).orElse(name) : name);
                        });
        return sorts;
    }

    private Optional<String> own(String unified) {
        return rule(unified)
                .map(FieldRule::from)
                .map(
                        from ->
                                !select.isEmpty() && from.startsWith(select)
                                        ? from.substring(select.length())
                                        : from);
    }

    private Optional<FieldRule> rule(String unified) {
        return fields.stream().filter(rule -> rule.unified().equals(unified)).findFirst();
    }
}
