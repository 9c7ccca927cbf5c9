package dev.tributary.integration;

import java.util.Map;

/**
 * What a request to the provider must carry so that it lets us in. It prints no secret.
 *
 * @param version of the credential it comes from: a rejected one is only refreshed if it still is
 *     the newest
 */
public record Authorization(Map<String, String> headers, Map<String, String> query, long version) {
    public Authorization {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    @Override
    public String toString() {
        return "Authorization[version=" + version + "]";
    }
}
