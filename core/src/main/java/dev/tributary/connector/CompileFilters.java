package dev.tributary.connector;

import dev.tributary.dialect.Operator;
import dev.tributary.document.Node;
import dev.tributary.mapping.FieldRule;
import dev.tributary.model.ResourceModel;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource's lists can be narrowed and sorted by. A filter without a name of its own has its
 * field's path, as the provider's queries write it, and its words; one with several names means any
 * of them.
 *
 * @param select what the provider's queries leave out of a path
 */
record CompileFilters(ResourceModel model, Node resource, List<FieldRule> fields, String select) {

    Map<String, FilterRule> rules() {
        Map<String, FilterRule> rules = new LinkedHashMap<>();
        Node filters = resource.at("filters");
        filters.members().forEach((unified, line) -> add(rules, unified, line));
        return rules;
    }

    private void add(Map<String, FilterRule> rules, String unified, Node line) {
        Set<Operator> operators = operators(line, resource);
        List<FilterRule.Field> any = any(unified, line, operators);
        operators.removeIf(operator -> !can(any, operator));
        operators.retainAll(ComparedBy.of(unified, model.fields().typeAt(unified)));
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
        rules.put(unified, new FilterRule(unified, any, operators, words));
    }

    private List<FilterRule.Field> any(String unified, Node line, Set<Operator> operators) {
        List<Node> several = fields(line);
        if (several.isEmpty()) {
            boolean listed = line.text().filter(unified::equals).isPresent();
            String path =
                    line.text()
                            .filter(text -> !listed || own(unified).isEmpty())
                            .or(() -> line.at("to").text())
                            .or(() -> own(unified))
                            .orElse(unified);
            return List.of(new FilterRule.Field(path, operators));
        }
        return several.stream()
                .map(
                        field ->
                                new FilterRule.Field(
                                        field.text().or(() -> field.at("to").text()).orElseThrow(),
                                        field.has("operators")
                                                ? operators(field, field)
                                                : operators))
                .toList();
    }

    /** The provider fields of a filter that names them in a list; empty: it does not. */
    static List<Node> fields(Node line) {
        return line instanceof Node.Items ? line.items() : line.at("to").items();
    }

    /** Whether the first can be asked so as it is, and the others somehow. */
    private static boolean can(List<FilterRule.Field> any, Operator operator) {
        return any.getFirst().operators().contains(operator)
                && any.stream().allMatch(field -> field.can(operator));
    }

    private static Set<Operator> operators(Node line, Node otherwise) {
        Node said = line.has("operators") ? line.at("operators") : otherwise.at("operators");
        Set<Operator> operators = EnumSet.noneOf(Operator.class);
        said.texts().forEach(text -> operators.add(Operator.of(text).orElseThrow()));
        return said.isPresent() ? operators : EnumSet.allOf(Operator.class);
    }

    /** Unified field → provider field. */
    Map<String, String> sorts() {
        Map<String, String> sorts = new LinkedHashMap<>();
        Node said = resource.at("sorts");
        if (!said.isPresent()) {
            rules().forEach(
                            (unified, rule) -> {
                                if (hasOrder(unified)) {
                                    sorts.put(unified, rule.path());
                                }
                            });
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

    /** A field of which it is said that it can be told from others only, comes in no order. */
    private boolean hasOrder(String unified) {
        Node line = resource.at("filters").at(unified);
        return !line.has("operators")
                || line.at("operators").texts().stream()
                        .anyMatch(text -> List.of("gt", "gte", "lt", "lte").contains(text));
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
