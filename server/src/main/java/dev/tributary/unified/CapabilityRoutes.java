package dev.tributary.unified;

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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Which providers there are, and what each can do; of an account with its overrides. */
final class CapabilityRoutes implements Routes {
    private static final Access ACCESS = Access.scope("unified:read");
    private static final Access OF_ACCOUNT = Access.scope("unified:read", "id");

    private final Supplier<SortedSet<String>> names;
    private final Connectors connectors;
    private final IntegratedAccounts accounts;
    private final Capabilities capabilities;

    private record Shown(String name, String title, List<String> resources, boolean customFields) {}

    CapabilityRoutes(
            Supplier<SortedSet<String>> names,
            Connectors connectors,
            IntegratedAccounts accounts,
            Capabilities capabilities) {
        this.names = names;
        this.connectors = connectors;
        this.accounts = accounts;
        this.capabilities = capabilities;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Capabilities", "Which providers there are, and what each can do.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/connectors", ACCESS, this::list)
                        .says("List connectors", "As this environment's overrides make them.")
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
        for (String name : names.get()) {
            Connector connector = connectors.of(ask.environmentId(), name);
            all.add(
                    new Shown(
                            name,
                            connector.title(),
                            List.copyOf(new TreeSet<>(connector.resources().keySet())),
                            connector.resources().values().stream()
                                    .anyMatch(resource -> resource.discover().isPresent())));
        }
        return Reply.ok(Map.of("result", all, "result_count", all.size()));
    }

    private Reply ofConnector(Ask ask) {
        return Reply.ok(capabilities.of(connectors.of(ask.environmentId(), ask.variable("name"))));
    }

    private Reply ofAccount(Ask ask) {
        IntegratedAccount account = accounts.require(ask.environmentId(), ask.variable("id"));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("integrated_account_id", account.id());
        answer.put("status", account.status().text());
        answer.putAll(capabilities.of(connectors.of(account)));
        return Reply.ok(answer);
    }
}
