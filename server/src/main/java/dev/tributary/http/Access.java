package dev.tributary.http;

import org.jspecify.annotations.Nullable;

/** What a route asks of its caller. */
public sealed interface Access {
    /** Anybody; the route has its own proof, such as a signature or a single-use token. */
    record Open() implements Access {}

    /** The admin key. */
    record Admin() implements Access {}

    /**
     * An environment's API key with this scope.
     *
     * @param account where a request names its one integrated account: a variable of the path or a
     *     parameter of the query. Tokens for that account may come, too; null: keys alone
     */
    record Scope(String name, @Nullable String account) implements Access {
        /** In {@code account}: there are requests inside, and each is asked by itself. */
        static final String INSIDE = "";

        /** In {@code account}: nothing names it but the token, so keys cannot come. */
        static final String OWN = "*";
    }

    Access OPEN = new Open();
    Access ADMIN = new Admin();

    static Access scope(String name) {
        return new Scope(name, null);
    }

    /** Also for tokens of the integrated account that the request names there. */
    static Access scope(String name, String account) {
        return new Scope(name, account);
    }

    /** Also for account tokens: every request inside is asked by itself. */
    static Access scopeInside(String name) {
        return new Scope(name, Scope.INSIDE);
    }

    /** For account tokens alone: what is asked is about the account that the token is for. */
    static Access tokenScope(String name) {
        return new Scope(name, Scope.OWN);
    }
}
