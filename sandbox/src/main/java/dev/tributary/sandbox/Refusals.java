package dev.tributary.sandbox;

import java.util.SortedSet;

/** How a provider words the refusals that need no look at its state. */
public interface Refusals {
    Reply noSuchPath(Request request);

    Reply wrongMethod(Request request, SortedSet<String> allowed);

    /** An injected 429; {@code identity} names the request for ids in the body. */
    Reply tooManyRequests(String identity);

    /** An injected 500 or 503. */
    Reply serverError(String identity);
}
