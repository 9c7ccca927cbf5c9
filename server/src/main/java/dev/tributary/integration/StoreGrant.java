package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.db.Database;
import dev.tributary.integration.CredentialStore.Row;
import dev.tributary.integration.FinishConnecting.Connected;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what connecting gave: the sealed credential and what was said about the account. If
 * connecting then fails after all, what worked before is put back. Thread-safe.
 */
final class StoreGrant {
    private final Database db;
    private final CredentialStore credentialStore;
    private final Credentials credentials;
    private final IntegratedAccountStore accountStore;
    private final IntegratedAccounts accounts;
    private final LinkTokenStore linkStore;
    private final Tokens tokens;

    /** What was there before, and what took its place. */
    record Former(IntegratedAccount account, @Nullable Row row, Row replacement) {}

    StoreGrant(
            Database db,
            CredentialStore credentialStore,
            Credentials credentials,
            IntegratedAccountStore accountStore,
            IntegratedAccounts accounts,
            LinkTokenStore linkStore,
            Tokens tokens) {
        this.db = db;
        this.credentialStore = credentialStore;
        this.credentials = credentials;
        this.accountStore = accountStore;
        this.accounts = accounts;
        this.linkStore = linkStore;
        this.tokens = tokens;
    }

    Connected store(
            LinkTokenStore.Row link, Applicant applicant, Typed typed, TokenReply.Granted granted) {
        IntegratedAccount account = applicant.account();
        String scheme = applicant.scheme().name();
        boolean beside = beside(applicant);
        var sealed = credentials.seal(account, applicant.scheme(), granted, typed.secrets());
        Former former =
                db.write(
                        handle -> {
                            var before =
                                    accountStore
                                            .find(handle, account.environmentId(), account.id())
                                            .orElseThrow();
                            Row row = credentialStore.lock(handle, account, scheme).orElse(null);
                            credentialStore.connected(handle, account, scheme, sealed);
                            accountStore.keep(handle, account, typed.variables());
                            accountStore.keep(handle, account, granted.variables());
                            if (!beside) {
                                accountStore.connectedBy(handle, account, scheme);
                            }
                            accountStore.connecting(handle, account);
                            return new Former(
                                    before,
                                    row,
                                    credentialStore.find(handle, account, scheme).orElseThrow());
                        });
        changed(account);
        return new Connected(
                accounts.require(account.environmentId(), account.id()),
                applicant.connector(),
                scheme,
                link,
                former);
    }

    /** Whether it is one that some requests ask for, beside the one that the account goes by. */
    private static boolean beside(Applicant applicant) {
        String scheme = applicant.scheme().name();
        String auth = applicant.account().auth();
        String usual = applicant.connector().usualScheme().name();
        return applicant.connector().beside().contains(scheme)
                && !scheme.equals(auth == null ? usual : auth);
    }

    /**
     * It is let in by this from now on; credentials of other ways are of no use any more. False:
     * the one that it goes by is still missing.
     */
    boolean settle(Handle handle, Connected connected) {
        IntegratedAccount account = connected.account();
        String main = account.scheme(connected.connector()).name();
        credentialStore.keepOnly(handle, account, main, connected.connector().beside());
        return credentialStore.find(handle, account, main).isPresent();
    }

    /** Takes back what {@link #store} has done; the same failure. */
    Failure undone(Connected connected, Failure failure) {
        Former former = connected.former();
        Row row = former.row();
        // A token that was being refreshed may be spent: it is not put back.
        boolean spent = row != null && (row.leased() || row.attemptOf() != null);
        if (former.account().status() == IntegratedAccount.Status.ACTIVE && !spent) {
            db.transact(
                    handle -> {
                        credentialStore.restore(handle, former.replacement(), row);
                        accountStore.restore(handle, former.account());
                    });
        }
        reopen(connected.link());
        return explained(connected.account(), failure);
    }

    /** What was typed in may be typed in again; a code of a consent page works once. */
    void reopen(LinkTokenStore.Row link) {
        if (link.startedAt() == null) {
            db.transact(handle -> linkStore.reopen(handle, link));
        }
    }

    /** Leaves the reason why connecting did not succeed with the account; the same failure. */
    Failure explained(IntegratedAccount account, Failure failure) {
        db.transact(
                handle ->
                        accountStore.explain(
                                handle,
                                account.environmentId(),
                                account.id(),
                                failure.getMessage()));
        changed(account);
        return failure.with("integrated_account_id", account.id());
    }

    private void changed(IntegratedAccount account) {
        tokens.changed(account.id());
        accounts.changed(account.environmentId(), account.id());
    }
}
