package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Report;
import dev.tributary.document.Suggest;
import dev.tributary.model.FieldType;
import dev.tributary.model.Models;
import dev.tributary.model.ResourceModel;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a shape cannot see: that names which must agree do. Takes whatever the check let through.
 */
final class CrossCheck {
    /** Bindings whose members paths can name, such as {@code {body.id}}. */
    private static final Set<String> MEMBERS_OF = Set.of("body", Method.ANSWER);

    private final Models models;
    private final Report report;
    private final CheckAuth auth;
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> budgets;
    private final CheckBulk bulk;

    CrossCheck(Node.Members root, Models models, Report report) {
        this.models = models;
        this.report = report;
        auth = new CheckAuth(root.at("auth"), report);
        variables.addAll(auth.variables());
        budgets = root.at("budgets").members().keySet();
        bulk = new CheckBulk(this, root.at("dialect").at("query"), report);
    }

    void check(Node.Members root, Set<String> modelNames) {
        auth.check(root.at("http").at("base"), root.at("xml"));
        Node account = root.at("webhooks").at("account");
        account.text()
                .ifPresent(name -> oneOf(account, name, variables, "a kept account variable"));
        for (Node rule : root.at("errors").items()) {
            if (rule.has("when") != rule.has("is")) {
                report.add(rule.origin(), "an error needs both when and is, or neither");
            }
        }
        for (String model : modelNames) {
            root.at(model)
                    .members()
                    .forEach(
                            (name, resource) ->
                                    models.resource(model, name)
                                            .ifPresentOrElse(
                                                    known -> resource(resource, known),
                                                    () -> noResource(resource, model, name)));
        }
    }

    private void noResource(Node node, String model, String name) {
        List<String> names =
                models.byPath().values().stream()
                        .filter(resource -> resource.model().equals(model))
                        .map(ResourceModel::name)
                        .toList();
        report.add(
                node.origin(),
                "the model %s has no resource '%s'%s",
                model,
                name,
                Suggest.among(names, name));
    }

    private void resource(Node resource, ResourceModel model) {
        Node variants = resource.at(Inherit.VARIANTS);
        variants.members().forEach((field, byWord) -> variants(variants, field, byWord, model));
        if (variants.isPresent()) {
            return; // each variant is checked with what it has in common with the others
        }
        CheckFields own = new CheckFields(model, report);
        own.table(resource.at("fields"));
        resource.at("read").members().values().forEach(own::outputs);
        Set<String> filters = new CheckFilters(resource, model, report).names();
        Set<String> known = new HashSet<>(variables);
        known.add("object");
        known.addAll(resource.at("where").members().keySet());
        verbs(resource.at("discover"), known);
        for (String name : Language.METHODS) {
            method(resource.at(name), name, known, filters);
        }
        Set<String> withId = new HashSet<>(known);
        withId.addAll(Set.of("id", "body"));
        resource.at("actions").members().values().forEach(action -> verbs(action, withId));
        compareAndSet(resource.at("compare_and_set"), known);
        bulk.check(resource, known);
    }

    private void variants(Node variants, String field, Node byWord, ResourceModel model) {
        if (variants.members().size() > 1) {
            report.add(variants.origin(), "variants are told apart by one field, not by several");
        }
        if (model.fields().typeAt(field) instanceof FieldType.Choice choice) {
            byWord.members()
                    .forEach(
                            (word, variant) -> {
                                oneOf(variant, word, choice.words(), "a word of " + field);
                                resource(variant, model);
                            });
        } else {
            report.add(byWord.origin(), "%s has no enum '%s'", model.path(), field);
        }
    }

    private void method(Node method, String name, Set<String> known, Set<String> filters) {
        if (!(method instanceof Node.Members)) {
            return;
        }
        Set<String> bound = new HashSet<>(known);
        switch (name) {
            case Method.LIST, Method.SEARCH, Method.DELETED -> bound.addAll(filters);
            case Method.CREATE -> bound.add("body");
            case Method.UPDATE -> bound.addAll(Set.of("id", "body"));
            case Method.GET, Method.DELETE -> bound.add("id");
            case Method.BATCH_UPSERT -> bound.add("match");
            default -> {}
        }
        steps(method.at("before"), bound);
        verbs(method, bound);
        bound.add(Method.ANSWER);
        if (name.equals(Method.CREATE)) {
            bound.add("id");
        }
        steps(method.at("after"), bound);
        for (String around : List.of("before", "after")) {
            if (Language.BATCH_WRITES.contains(name) && method.has(around)) {
                report.add(
                        method.at(around).origin(),
                        "%s has no steps %s it: its records are many",
                        name,
                        around);
            }
        }
        boolean request = RequestLanguage.VERBS.stream().anyMatch(method::has);
        if (!request && !method.has("before")) {
            report.add(
                    method.origin(),
                    "%s needs %s or before",
                    name,
                    String.join(", ", RequestLanguage.VERBS));
        }
        if (name.startsWith("batch_") && !method.has("max")) {
            report.add(method.origin(), "%s needs max", name);
        }
        for (Node budget : method.at("budgets").items()) {
            budget.text().ifPresent(text -> oneOf(budget, text, budgets, "among the budgets"));
        }
    }

    private void steps(Node steps, Set<String> bound) {
        for (Node step : steps.items()) {
            step.members()
                    .forEach(
                            (name, request) -> {
                                verbs(request, bound);
                                bound.add(name);
                            });
        }
    }

    private void compareAndSet(Node mode, Set<String> known) {
        if (!mode.isPresent()) {
            return;
        }
        steps(mode.at("find"), new HashSet<>(known));
        Set<String> bound = new HashSet<>(known);
        bound.add("destination");
        verbs(mode.at("send"), bound);
        steps(mode.at("confirm"), new HashSet<>(bound));
        steps(mode.at("read"), bound);
    }

    void verbs(Node request, Set<String> bound) {
        auth.known(request.at("auth"));
        for (String verb : RequestLanguage.VERBS) {
            template(request.at(verb), bound, "this path");
        }
    }

    private void template(Node path, Set<String> bound, String where) {
        for (String variable : variables(path)) {
            int dot = variable.indexOf('.');
            String whole = dot < 0 ? "" : variable.substring(0, dot);
            boolean part = MEMBERS_OF.contains(whole) && bound.contains(whole);
            if (!bound.contains(variable) && !part) {
                report.add(
                        path.origin(),
                        "nothing gives %s a value for {%s}%s",
                        where,
                        variable,
                        Suggest.among(bound, variable));
            }
        }
    }

    /** The variables of a path or URL; what is malformed has none, as the shape check has said. */
    static List<String> variables(Node path) {
        try {
            return path.text()
                    .map(PathTemplate::parse)
                    .map(PathTemplate::variables)
                    .orElse(List.of());
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private void oneOf(Node node, String text, Collection<String> known, String what) {
        if (!known.contains(text)) {
            report.add(node.origin(), "'%s' is not %s%s", text, what, Suggest.among(known, text));
        }
    }
}
