package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Request;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which company a request is addressed to. The provider gives each one a host of its own; here it
 * is a path, /c/{domain}, and without one the token alone decides, as at the provider's common
 * host.
 */
final class Addressed {
    /**
     * Carries the domain from the path to the gate; what a client sends by that name is dropped.
     */
    private static final String HEADER = "x-sandbox-company";

    private static final Pattern COMPANY = Pattern.compile("^/c/([a-z0-9-]+)(/.*)$");
    private static final Pattern SHORT = Pattern.compile("^/v1/");

    private Addressed() {}

    /** The request at its common path: /api/v1 also for those who leave /api out. */
    static Request plain(Request request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.remove(HEADER);
        String path = request.path();
        Matcher company = COMPANY.matcher(path);
        if (company.matches()) {
            headers.put(HEADER, company.group(1));
            path = company.group(2);
        }
        return new Request(
                request.method(),
                SHORT.matcher(path).replaceFirst("/api/v1/"),
                request.query(),
                headers,
                request.body());
    }

    static Optional<String> company(Request request) {
        return request.header(HEADER);
    }
}
