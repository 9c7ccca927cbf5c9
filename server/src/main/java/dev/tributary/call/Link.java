package dev.tributary.call;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Request;
import dev.tributary.integration.IntegratedAccount;

/** An integrated account with its provider's connector in compiled form: enough to make a call. */
public record Link(IntegratedAccount account, Connector connector) {
    /** By the scheme that a request asks for, where it asks for one. */
    Link by(Request request) {
        String auth = request.auth();
        return auth == null ? this : new Link(account.by(auth), connector);
    }
}
