package dev.tributary.connector;

import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to be let in, with all that connecting by it takes.
 *
 * @param name its key
 * @param base the base URL of accounts connected by it; null: the connector's
 * @param headers of each request, beside those by which the scheme itself works; they also see
 *     {@code $token} and {@code $request}
 * @param mtls the certificate to show at the token endpoint and at the API; null: none
 * @param ask what the customer types in, by name
 * @param keep account variables read from each token answer
 * @param after requests made once after connecting; each result is kept as the account variable of
 *     the step's name, and one that fails or finds nothing refuses the connection
 * @param refused reads {@code $account}, once all is kept, and says why it cannot be connected;
 *     null: everything can
 */
public record Scheme(
        String name,
        Auth auth,
        @Nullable PathTemplate base,
        Map<String, Value> headers,
        @Nullable Mtls mtls,
        Map<String, Question> ask,
        Map<String, Expression> keep,
        List<Step> after,
        @Nullable Expression refused) {
    static final String CLIENT_ID = "client_id";
    static final String CLIENT_SECRET = "client_secret";

    /** A certificate with its chain and its private key, each in PEM. */
    public record Mtls(Value certificate, Value key) {}

    public Scheme {
        headers = Map.copyOf(headers);
        ask = Collections.unmodifiableMap(new LinkedHashMap<>(ask));
        keep = Collections.unmodifiableMap(new LinkedHashMap<>(keep));
        after = List.copyOf(after);
    }

    /** Whether the customer brings the client's id and secret, not our user's provider app. */
    public boolean asksForClient() {
        return ask.containsKey(CLIENT_ID);
    }

    /** Whether a token that has ended can be replaced without the customer. */
    public boolean renews() {
        return auth instanceof Auth.Granted || auth instanceof Auth.Session;
    }

    /** Whether it takes our user's registration with the provider. */
    public boolean needsApp() {
        boolean asClient = auth instanceof Auth.Granted || auth instanceof Auth.OAuth1;
        return asClient && !asksForClient();
    }
}
