package dev.tributary.integration;

import dev.tributary.db.Database;

/** Keeps what connecting gave: the sealed credential and what was said about the account. */
final class StoreGrant {
    private final Database db;
    private final CredentialStore credentialStore;
    private final Credentials credentials;
    private final IntegratedAccountStore accountStore;
    private final IntegratedAccounts accounts;
    private final Tokens tokens;

    StoreGrant(
            Database db,
            CredentialStore credentialStore,
            Credentials credentials,
            IntegratedAccountStore accountStore,
            IntegratedAccounts accounts,
            Tokens tokens) {
        this.db = db;
        this.credentialStore = credentialStore;
        this.credentials = credentials;
        this.accountStore = accountStore;
        this.accounts = accounts;
        this.tokens = tokens;
    }

    void store(IntegratedAccount account, TokenReply.Granted granted, boolean rotates) {
        var sealed =
                credentials.seal(
                        account, granted.access(), granted.refresh(), granted.life(), rotates);
        db.transact(
                handle -> {
                    credentialStore.connected(
                            handle, account.environmentId(), account.id(), sealed);
                    accountStore.keep(handle, account, granted.variables());
                    accountStore.connecting(handle, account);
                });
        tokens.changed(account.id());
        accounts.changed(account.environmentId(), account.id());
    }
}
