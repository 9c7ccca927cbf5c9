package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.Within;
import dev.tributary.db.Database;
import dev.tributary.db.Jsonb;
import dev.tributary.integration.IntegratedAccount.Status;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The integrated accounts as the rest of the product sees them. Reads may be up to a second old, so
 * that busy paths cost no database read. Thread-safe.
 */
public final class IntegratedAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(IntegratedAccounts.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final Duration TOLD_AGAIN = Duration.ofHours(1);

    private final Database db;
    private final IntegratedAccountStore store;
    private final AccountEvents events;
    private final Brief<String, Boolean> toldOfScopes;
    private final Brief<Key, Optional<IntegratedAccount>> byId;
    private final Brief<Variable, List<IntegratedAccount>> byVariable;

    private record Key(String environmentId, String id) {}

    private record Variable(String environmentId, String provider, String name, String value) {}

    /** Which ones to list; null: any. */
    public record Filter(
            @Nullable String provider,
            @Nullable String tenantId,
            @Nullable String after,
            int limit) {}

    IntegratedAccounts(
            Database db, IntegratedAccountStore store, AccountEvents events, Clock clock) {
        this.db = db;
        this.store = store;
        this.events = events;
        this.toldOfScopes = new Brief<>(clock, TOLD_AGAIN);
        this.byId = new Brief<>(clock, REMEMBERED);
        this.byVariable = new Brief<>(clock, REMEMBERED);
    }

    /**
     * @throws Failure {@code not_found}, also when it belongs to another environment
     */
    public IntegratedAccount require(String environmentId, String id) {
        return byId.get(
                        new Key(environmentId, id),
                        () -> db.read(handle -> store.find(handle, environmentId, id)))
                .orElseThrow(() -> Failure.notFound("integrated account", id));
    }

    /**
     * The same of one that is connected, whatever has become of its authorisation since.
     *
     * @throws Failure {@code needs_reauth} for one that is not
     */
    public IntegratedAccount requireConnected(String environmentId, String id) {
        IntegratedAccount account = require(environmentId, id);
        if (account.status() == Status.CONNECTING) {
            changed(environmentId, id); // another server may have connected it since
            account = require(environmentId, id);
        }
        if (account.status() == Status.CONNECTING) {
            String reason = account.statusReason();
            throw RefreshToken.needsReauth(
                    account, reason == null ? "it is not connected yet" : reason);
        }
        return account;
    }

    /** Whichever environment it belongs to: for callers whose address names only the account. */
    public Optional<IntegratedAccount> find(String id) {
        return byId.get(
                new Key("", id),
                () ->
                        Within.everything()
                                .call(() -> db.read(handle -> store.findAnywhere(handle, id))));
    }

    /**
     * Those that a provider's webhook is about: not disabled, with this value in this variable, as
     * text or as number. Usually one; several when tenants share an account at the provider.
     */
    public List<IntegratedAccount> findByVariable(
            String environmentId, String provider, String variable, String value) {
        return byVariable.get(
                new Variable(environmentId, provider, variable, value),
                () ->
                        db.read(
                                handle ->
                                        store.withVariable(
                                                handle,
                                                environmentId,
                                                provider,
                                                documents(variable, value))));
    }

    Optional<IntegratedAccount> ofTenant(String environmentId, String provider, String tenantId) {
        return list(environmentId, new Filter(provider, tenantId, null, 1)).stream().findFirst();
    }

    public List<IntegratedAccount> list(String environmentId, Filter filter) {
        return db.read(handle -> store.list(handle, environmentId, filter));
    }

    /**
     * The provider wants scopes that its credential does not have; said once an hour.
     *
     * @param scopes empty: it did not say which
     */
    public void missesScopes(IntegratedAccount account, List<String> scopes, String reason) {
        toldOfScopes.get(
                account.id() + scopes,
                () -> {
                    db.transact(
                            handle ->
                                    events.append(
                                            handle,
                                            account.environmentId(),
                                            account.id(),
                                            AccountEvents.MISSING_SCOPE,
                                            reason,
                                            Map.of("scopes", scopes)));
                    return true;
                });
    }

    /** Ends the use of its credentials until the customer connects again. */
    public void markNeedsReauth(String environmentId, String id, String reason) {
        db.transact(handle -> store.move(handle, environmentId, id, Status.NEEDS_REAUTH, reason));
        changed(environmentId, id);
        LOG.warn("{} needs a new authorisation: {}", id, reason);
    }

    /** To be called after a commit that changed it, so that this server sees it at once. */
    void changed(String environmentId, String id) {
        byId.forget(new Key(environmentId, id));
        byId.forget(new Key("", id));
        byVariable.forgetAll();
    }

    // Providers give the same id as a number in one place and as text in another.
    private static List<Jsonb> documents(String variable, String value) {
        Jsonb text = new Jsonb(Json.text(Map.of(variable, value)));
        boolean number = value.matches("-?(0|[1-9][0-9]{0,30})");
        return number
                ? List.of(text, new Jsonb("{" + Json.text(variable) + ":" + value + "}"))
                : List.of(text, text);
    }
}
