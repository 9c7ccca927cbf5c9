package dev.tributary.override;

import dev.tributary.Failure;
import dev.tributary.catalog.Scope;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Route;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;
import dev.tributary.integration.Connectors;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.integration.IntegratedAccounts;

import org.jspecify.annotations.Nullable;

/** Who writes overrides: an environment's own people, or those who run the server. */
final class Sides {
    static final String ACCOUNT = "integrated_account_id";
    static final Chapter CHAPTER =
            new Chapter(
                    "Overrides",
                    "Data laid over connectors, for all accounts of an environment or for one, and"
                            + " connectors of your own. Every write is a version.");
    static final Access ADMIN = Access.scope("admin");

    private Sides() {}

    static OverrideRoutes.Side environment(IntegratedAccounts accounts) {
        return new OverrideRoutes.Side() {
            @Override
            public Chapter chapter() {
                return CHAPTER;
            }

            @Override
            public String path() {
                return "/overrides";
            }

            @Override
            public Access access() {
                return ADMIN;
            }

            @Override
            public Scope scope(Ask ask) {
                String provider = ask.variable("provider");
                String account = ask.parameter(ACCOUNT).orElse(null);
                return account == null
                        ? Scope.environment(ask.environmentId(), provider)
                        : Sides.account(account(ask, account), provider);
            }

            @Override
            public IntegratedAccount account(Ask ask, String id) {
                return accounts.require(ask.environmentId(), id);
            }

            @Override
            public String environment(Ask ask) {
                return ask.environmentId();
            }

            @Override
            public Route described(Route route) {
                return route.query(
                        ACCOUNT,
                        "the override of this account; left out: the environment's",
                        Schema.text());
            }
        };
    }

    static OverrideRoutes.Side platform(IntegratedAccounts accounts) {
        return new OverrideRoutes.Side() {
            @Override
            public Chapter chapter() {
                return new Chapter(
                        "Platform overrides",
                        "Data laid over bundled connectors for all environments, under their own"
                                + " overrides: with the admin key.");
            }

            @Override
            public String path() {
                return "/platform/overrides";
            }

            @Override
            public Access access() {
                return Access.ADMIN;
            }

            @Override
            public Scope scope(Ask ask) {
                return Scope.platform(ask.variable("provider"));
            }

            @Override
            public IntegratedAccount account(Ask ask, String id) {
                return accounts.find(id)
                        .orElseThrow(() -> Failure.notFound("integrated account", id));
            }

            @Override
            public @Nullable String environment(Ask ask) {
                return null;
            }

            @Override
            public Route described(Route route) {
                return route;
            }
        };
    }

    static Scope account(IntegratedAccount account, String provider) {
        if (!account.provider().equals(provider)) {
            throw Failure.invalid(
                    "integrated account %s is one of %s, not of %s",
                    account.id(), account.provider(), provider);
        }
        return Connectors.scope(account);
    }
}
