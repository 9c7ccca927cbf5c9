package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Report;
import dev.tributary.document.Suggest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What only the whole of auth can tell: which account variables there are, and where they go. */
record CheckAuth(Node auth, Report report) {
    private static final Set<String> WITHOUT_ANSWER =
            Set.of("api_key", "basic", "custom", "oauth1", "wss");

    private Set<String> names() {
        return auth.members().keySet();
    }

    /** The account variables that one or another scheme gives. */
    Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        auth.members().values().forEach(scheme -> variables.addAll(variables(scheme)));
        return variables;
    }

    private static Set<String> variables(Node scheme) {
        Set<String> variables = new TreeSet<>(asked(scheme));
        variables.addAll(scheme.at("keep").members().keySet());
        return variables;
    }

    private static Set<String> asked(Node scheme) {
        Set<String> asked = new TreeSet<>();
        scheme.at("ask")
                .members()
                .forEach(
                        (name, question) -> {
                            if (!question.at("secret").isTrue()) {
                                asked.add(name);
                            }
                        });
        return asked;
    }

    void check(Node base, Node xml) {
        for (Map.Entry<String, Node> entry : auth.members().entrySet()) {
            String name = entry.getKey();
            Node scheme = entry.getValue();
            if (!scheme.isPresent()) {
                continue;
            }
            Set<String> asked = asked(scheme);
            Set<String> variables = variables(scheme);
            String by = auth.members().size() > 1 ? " connected by " + name : "";
            Node its = scheme.has("base") ? scheme.at("base") : base;
            template(its, variables, "the integrated account" + by);
            for (String url : List.of("authorize", "token")) {
                template(scheme.at(url), asked, "this address");
            }
            for (String url : List.of("authorize", "token", "base")) {
                guarded(scheme.has(url) ? scheme.at(url) : base, scheme);
            }
            for (String verb : RequestLanguage.VERBS) {
                template(scheme.at("login").at(verb), asked, "this path");
            }
            keep(name, scheme, variables);
            if (name.equals("wss") && !xml.has("soap")) {
                report.add(scheme.origin(), "wss goes into an envelope: say which by xml.soap");
            }
        }
    }

    /** A customer's words in a host lead only where the pattern lets them. */
    private void guarded(Node url, Node scheme) {
        Set<String> used = new HashSet<>(CrossCheck.variables(url));
        scheme.at("ask")
                .members()
                .forEach(
                        (name, question) -> {
                            if (used.contains(name) && !question.has("pattern")) {
                                report.add(
                                        question.origin(),
                                        "{%s} goes into an address: say by a pattern what it may"
                                                + " be",
                                        name);
                            }
                        });
    }

    private void keep(String name, Node scheme, Set<String> variables) {
        for (Map.Entry<String, Node> kept : scheme.at("keep").members().entrySet()) {
            Node node = kept.getValue();
            if (node instanceof Node.Scalar && WITHOUT_ANSWER.contains(name)) {
                report.add(
                        node.origin(),
                        "%s has no token answer: read '%s' by a request",
                        name,
                        kept.getKey());
            }
            for (String verb : RequestLanguage.VERBS) {
                template(node.at(verb), variables, "this path");
            }
            known(node.at("auth"));
        }
    }

    /** That a request goes by a scheme that there is. */
    void known(Node by) {
        String name = by.text().orElse("");
        if (by.isPresent() && !names().contains(name)) {
            report.add(
                    by.origin(),
                    "'%s' is not among the ways of auth%s",
                    name,
                    Suggest.among(names(), name));
        }
    }

    private void template(Node url, Set<String> bound, String where) {
        for (String variable : CrossCheck.variables(url)) {
            if (!bound.contains(variable)) {
                report.add(
                        url.origin(),
                        "nothing gives %s a value for {%s}%s",
                        where,
                        variable,
                        Suggest.among(bound, variable));
            }
        }
    }
}
