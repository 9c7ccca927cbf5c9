package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.catalog.Catalog;
import dev.tributary.connector.Connector;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.integration.Connectors;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.IntegratedAccounts;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which providers there are, and what each can do; of an account with its overrides. */
final class CapabilityRoutes implements Routes {
    private static final Access ACCESS = Access.scope("unified:read");
    private static final Access OF_ACCOUNT = Access.scope("unified:read", "id");

    private final Catalog catalog;
    private final Connectors connectors;
    private final IntegratedAccounts accounts;
    private final Proof proof;

    /**
     * @param own brought by the environment itself, not by the server
     * @param problem why it cannot be used at the moment; null: it can
     */
    private record Shown(
            String name,
            String title,
            List<String> resources,
            boolean customFields,
            boolean own,
            @Nullable String problem) {}

    CapabilityRoutes(
            Catalog catalog, Connectors connectors, IntegratedAccounts accounts, Proof proof) {
        this.catalog = catalog;
        this.connectors = connectors;
        this.accounts = accounts;
        this.proof = proof;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Capabilities", "Which providers there are, and what each can do.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/connectors", ACCESS, this::list)
                        .says(
                                "List connectors",
                                "Those of the server and the environment's own, as its overrides"
                                        + " make them.")
                        .answers(200, Schema.all(Schema.shown(Shown.class))),
                Route.get("/connectors/{name}/capabilities", ACCESS, this::ofConnector)
                        .says("What a connector can do", PROVEN)
                        .answers(200, Capabilities.SCHEMA),
                Route.get("/integrated-accounts/{id}/capabilities", OF_ACCOUNT, this::ofAccount)
                        .says("What an integrated account can do", PROVEN)
                        .answers(
                                200,
                                Capabilities.SCHEMA
                                        .with("integrated_account_id", Schema.text())
                                        .with("status", STATUS)));
    }

    private static final Schema STATUS = Schema.words(IntegratedAccount.Status.values());
    private static final String PROVEN =
            "Models, resources, methods, filters, sorts, fields. Each method says how many fixtures"
                    + " show it to work, or why it is unproven: they are played when they are first"
                    + " asked about, on the connector as it comes. Fields of an account and what is"
                    + " required: see the resource's meta.";

    private Reply list(Ask ask) {
        List<Shown> all = new ArrayList<>();
        for (String name : connectors.providers(ask.environmentId())) {
            all.add(shown(ask.environmentId(), name));
        }
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }

    private Shown shown(String environmentId, String name) {
        boolean own = catalog.isOwn(environmentId, name);
        try {
            Connector connector = connectors.of(environmentId, name);
            return new Shown(
                    name,
                    connector.title(),
                    List.copyOf(new TreeSet<>(connector.resources().keySet())),
                    connector.resources().values().stream()
                            .anyMatch(resource -> resource.discover().isPresent()),
                    own,
                    null);
        } catch (Failure broken) {
            return new Shown(name, name, List.of(), false, own, broken.getMessage());
        }
    }

    private Reply ofConnector(Ask ask) {
        return Reply.ok(
                capabilities(
                        ask.environmentId(),
                        connectors.of(ask.environmentId(), ask.variable("name"))));
    }

    private Map<String, @Nullable Object> capabilities(String environmentId, Connector connector) {
        String name = connector.name();
        return Capabilities.of(
                connector,
                catalog.own(environmentId, name)
                        .map(own -> proof.of(own, name))
                        .orElseGet(() -> proof.of(name)));
    }

    private Reply ofAccount(Ask ask) {
        IntegratedAccount account = accounts.require(ask.environmentId(), ask.variable("id"));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("integrated_account_id", account.id());
        answer.put("status", account.status().text());
        answer.putAll(capabilities(account.environmentId(), connectors.of(account)));
        return Reply.ok(answer);
    }
}
