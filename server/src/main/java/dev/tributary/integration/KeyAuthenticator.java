package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.http.Authenticator;
import dev.tributary.http.Caller;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells who a key or an account token belongs to. A key that was good is remembered for five
 * seconds, and its use is noted in memory: a request costs no database write, and seldom a read. A
 * key revoked on another server works there for up to those seconds. Thread-safe.
 */
final class KeyAuthenticator implements Authenticator {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final ApiKeys keys;
    private final AdminKey admin;
    private final AccountTokens tokens;
    private final Clock clock;
    private final int perMinute;
    private final Brief<String, ApiKeys.Known> good;
    private final Brief<String, ApiKeys.Known> makers;
    private final ConcurrentHashMap<String, Instant> uses = new ConcurrentHashMap<>();

    /**
     * @param perMinute requests of a key that has no limit of its own; 0: any number
     */
    KeyAuthenticator(
            ApiKeys keys, AdminKey admin, AccountTokens tokens, Clock clock, int perMinute) {
        this.keys = keys;
        this.admin = admin;
        this.tokens = tokens;
        this.clock = clock;
        this.perMinute = perMinute;
        this.good = new Brief<>(clock, REMEMBERED);
        this.makers = new Brief<>(clock, REMEMBERED);
    }

    @Override
    public Caller authenticate(String bearerToken) {
        if (bearerToken.isEmpty()) {
            throw refused("the API key is empty");
        }
        if (AccountTokens.isOne(bearerToken)) {
            return browser(tokens.open(bearerToken));
        }
        byte[] hash = Sha256.of(new Secret(bearerToken));
        if (admin.is(hash)) {
            return Caller.ADMIN;
        }
        // By hash, so that no usable key lies in memory for longer than its request.
        String name = Base64.getEncoder().encodeToString(hash);
        ApiKeys.Known key = good.get(name, () -> find(bearerToken));
        used(key);
        return new Caller(
                key.id(), key.environmentId(), Set.copyOf(key.scopes()), null, perMinute(key));
    }

    private Caller browser(AccountTokens.Token token) {
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw refused("the account token expired at %s".formatted(token.expiresAt()));
        }
        ApiKeys.Known key =
                makers.get(
                        token.keyId(),
                        () ->
                                Within.everything()
                                        .call(() -> keys.byId(token.keyId()))
                                        .map(KeyAuthenticator::unrevoked)
                                        .orElseThrow(() -> refused("there is no such API key")));
        used(key);
        return new Caller(
                key.id(),
                token.environmentId(),
                Set.copyOf(token.scopes()),
                token.accountId(),
                perMinute(key));
    }

    private void used(ApiKeys.Known key) {
        Instant now = clock.instant();
        if (key.expiresAt() != null && !now.isBefore(key.expiresAt())) {
            throw refused("API key %s expired at %s".formatted(key.id(), key.expiresAt()));
        }
        uses.put(key.id(), now);
    }

    private int perMinute(ApiKeys.Known key) {
        return key.requestsPerMinute() == null ? perMinute : key.requestsPerMinute();
    }

    private ApiKeys.Known find(String bearerToken) {
        KeyText text =
                KeyText.parse(bearerToken)
                        .orElseThrow(() -> refused("this is not an API key: was it copied whole?"));
        ApiKeys.Known key =
                Within.everything()
                        .call(() -> keys.find(text.lookup()))
                        .orElseThrow(() -> refused("there is no such API key"));
        if (!Sha256.equal(key.secretHash(), Sha256.of(text.secret()))) {
            throw refused("there is no such API key");
        }
        return unrevoked(key);
    }

    private static ApiKeys.Known unrevoked(ApiKeys.Known key) {
        if (key.revoked()) {
            throw refused("API key %s is revoked".formatted(key.id()));
        }
        return key;
    }

    /** To be called after a key was revoked here, or given an end. */
    void changed() {
        good.forgetAll();
        makers.forgetAll();
    }

    /** Writes down when keys were used last; false, as the turn of a loop that may rest now. */
    boolean flushUses() {
        Map<String, Instant> noted = new HashMap<>(uses);
        if (!noted.isEmpty()) {
            Within.everything().run(() -> keys.used(noted));
            noted.forEach(uses::remove);
        }
        return false;
    }

    private static Failure refused(String why) {
        return new Failure(Code.UNAUTHORIZED, why);
    }
}
