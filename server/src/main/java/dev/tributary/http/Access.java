package dev.tributary.http;

/** What a route asks of its caller. */
public sealed interface Access {
    /** Anybody; the route has its own proof, such as a signature or a single-use token. */
    record Open() implements Access {}

    /** The admin key. */
    record Admin() implements Access {}

    /** An environment's API key with this scope. */
    record Scope(String name) implements Access {}

    Access OPEN = new Open();
    Access ADMIN = new Admin();

    static Access scope(String name) {
        return new Scope(name);
    }
}
