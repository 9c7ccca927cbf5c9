package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Report;
import dev.tributary.document.Suggest;
import dev.tributary.model.ResourceModel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a shape cannot see of a resource's filters: that their fields are there, and that whatever
 * asks the provider can ask for one field or another where a filter means several.
 */
record CheckFilters(Node resource, ResourceModel model, Report report) {
    private static final String GROUPS = "query.groups";

    /** The filters' names. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        resource.at("filters").members().forEach((name, node) -> filter(name, node, names));
        for (String name : List.of(Method.LIST, Method.SEARCH, Method.DELETED)) {
            Node most = resource.at(name).at("max_filters");
            if (MostFilters.of(most.text()).inGroups()
                    && !CheckBulk.reads(resource.at(name), GROUPS)) {
                report.add(most.origin(), "nothing in %s reads $%s", name, GROUPS);
            }
        }
        return names;
    }

    private void filter(String name, Node node, Set<String> names) {
        names.add(name);
        if (model.fields().typeAt(name) == null && !CheckFields.adds(node, name, model)) {
            report.add(
                    node.origin(),
                    "%s has no field '%s' to filter by%s",
                    model.path(),
                    name,
                    Suggest.among(model.fields().byName().keySet(), name));
        }
        boolean own = node.text().filter(name::equals).isPresent();
        if (own && !resource.at("fields").has(name)) {
            report.add(
                    node.origin(),
                    "'%s' has no line in fields: write '%s: provider path' under filters",
                    name,
                    name);
        }
        if (CompileFilters.fields(node).size() > 1) {
            several(name, node);
        }
    }

    private void several(String name, Node node) {
        for (String method : List.of(Method.LIST, Method.SEARCH, Method.DELETED)) {
            Node asks = resource.at(method);
            if (asks.isPresent()
                    && CompileResource.takesFilters(method, resource)
                    && !CheckBulk.reads(asks, Request.STATEMENT)
                    && !MostFilters.of(asks.at("max_filters").text()).inGroups()) {
                report.add(
                        node.origin(),
                        "'%s' means several provider fields, and %s cannot ask for one or another:"
                                + " it needs $statement, or $query.groups with max_filters such as"
                                + " '6 in each of 5 groups'",
                        name,
                        method);
            }
        }
        Node bulk = resource.at(BulkLanguage.READ);
        if (bulk instanceof Node.Members
                && !CheckBulk.reads(bulk.at("create"), Request.STATEMENT)) {
            report.add(
                    node.origin(),
                    "'%s' means several provider fields, and %s cannot ask for one or another: it"
                            + " needs $statement",
                    name,
                    BulkLanguage.READ);
        }
    }
}
