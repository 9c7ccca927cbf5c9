package dev.tributary.connect;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.budget.Lane;
import dev.tributary.call.Calls;
import dev.tributary.call.Link;
import dev.tributary.call.Trace;
import dev.tributary.connector.Connector;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.mapping.Expression;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks a provider, once a customer has agreed, what the account is called there: the connector's
 * {@code after} requests. Each result is kept as a variable of the account. Thread-safe.
 */
public final class RunAfterSteps {
    private final Calls calls;

    public RunAfterSteps(Calls calls) {
        this.calls = calls;
    }

    /**
     * @throws Failure {@code upstream_invalid} naming the step that found nothing
     */
    Map<String, Object> run(IntegratedAccount account, Connector connector) {
        Map<String, Object> found = new LinkedHashMap<>();
        Link link = new Link(account, connector);
        // The customer has agreed already: better that the page takes a moment than that a busy
        // provider makes them begin again.
        calls.run(link, account.scheme(connector).after(), new Trace(Lane.WEBHOOK))
                .forEach(
                        (step, result) -> {
                            if (result == null) {
                                throw new Failure(
                                        Code.UPSTREAM_INVALID,
                                        "%s did not say the account's %s"
                                                .formatted(connector.title(), step));
                            }
                            found.put(step, result);
                        });
        refuse(account, connector, found);
        return found;
    }

    private static void refuse(
            IntegratedAccount account, Connector connector, Map<String, Object> found) {
        Expression refused = account.scheme(connector).refused();
        if (refused == null) {
            return;
        }
        Map<String, Object> variables = new LinkedHashMap<>(account.variables());
        variables.putAll(found);
        Object why = refused.evaluate(null, Map.of("account", variables));
        if (why instanceof String reason && !reason.isEmpty()) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "%s cannot be connected: %s".formatted(connector.title(), reason));
        }
    }
}
