package dev.tributary.tool;

import dev.tributary.budget.Budgets;
import dev.tributary.call.Calls;
import dev.tributary.call.Link;
import dev.tributary.call.Target;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Resource;
import dev.tributary.connector.Scheme;
import dev.tributary.http.AskDirectly;
import dev.tributary.http.Http;
import dev.tributary.http.Reply;
import dev.tributary.integration.Authorizer;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.ops.Metrics;
import dev.tributary.unified.UnifiedRoutes;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One connector with one account on a bench: the classes that serve production, without a server
 * and without a database. Thread-safe.
 */
final class Workbench {
    private static final String ENVIRONMENT = "env_workbench";
    private static final String ACCOUNT = "ia_workbench";
    private static final String CUSTOM = Resource.CUSTOM + "/";

    private final Link link;
    private final Calls calls;
    private final AskDirectly routes;

    /**
     * @param variables of the account
     * @param nanoClock monotonic nanoseconds, by which API budgets fill again
     */
    Workbench(
            Connector connector,
            Scheme scheme,
            Map<String, Object> variables,
            Authorizer authorizer,
            Http http,
            LongSupplier nanoClock,
            Clock clock) {
        link = new Link(account(connector, scheme, variables), connector);
        calls =
                new Calls(
                        http,
                        (environmentId, integratedAccountId) -> link,
                        authorizer,
                        new Budgets(nanoClock),
                        new Metrics(),
                        clock);
        routes = new AskDirectly(List.of(UnifiedRoutes.forgetful(calls)), ENVIRONMENT);
    }

    private static IntegratedAccount account(
            Connector connector, Scheme scheme, Map<String, Object> variables) {
        return new IntegratedAccount(
                ACCOUNT,
                ENVIRONMENT,
                connector.name(),
                "workbench",
                scheme.name(),
                IntegratedAccount.Status.ACTIVE,
                null,
                null,
                variables,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    Link link() {
        return link;
    }

    Calls calls() {
        return calls;
    }

    /**
     * @param resource such as {@code crm/contacts}, or {@code crm/custom/widgets}
     * @throws dev.tributary.Failure {@code not_found} when the connector has no such resource
     */
    Target target(String resource) {
        int slash = resource.indexOf('/');
        String model = slash < 0 ? resource : resource.substring(0, slash);
        String name = resource.substring(slash + 1);
        return name.startsWith(CUSTOM)
                ? calls.custom(ENVIRONMENT, ACCOUNT, model, name.substring(CUSTOM.length()))
                : calls.target(ENVIRONMENT, ACCOUNT, model, name);
    }

    /** What the unified API answers; failures come as they are thrown. */
    Reply ask(UnifiedRequest request) {
        return routes.ask(request.verb(), request.target(ACCOUNT), request.content());
    }
}
