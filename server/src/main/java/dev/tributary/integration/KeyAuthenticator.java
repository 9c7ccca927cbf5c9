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
 * Tells who a key belongs to. A key that was good is remembered for five seconds, and its use is
 * noted in memory: a request costs no database write, and seldom a read. A key revoked on another
 * server works there for up to those seconds. Thread-safe.
 */
final class KeyAuthenticator implements Authenticator {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final ApiKeys keys;
    private final AdminKey admin;
    private final Clock clock;
    private final Brief<String, ApiKeys.Known> good;
    private final ConcurrentHashMap<String, Instant> uses = new ConcurrentHashMap<>();

    KeyAuthenticator(ApiKeys keys, AdminKey admin, Clock clock) {
        this.keys = keys;
        this.admin = admin;
        this.clock = clock;
        this.good = new Brief<>(clock, REMEMBERED);
    }

    @Override
    public Caller authenticate(String bearerToken) {
        if (bearerToken.isEmpty()) {
            throw refused("the API key is empty");
        }
        byte[] hash = Sha256.of(new Secret(bearerToken));
        if (admin.is(hash)) {
            return Caller.ADMIN;
        }
        // By hash, so that no usable key lies in memory for longer than its request.
        String name = Base64.getEncoder().encodeToString(hash);
        ApiKeys.Known key = good.get(name, () -> find(bearerToken));
        Instant now = clock.instant();
        if (key.expiresAt() != null && !now.isBefore(key.expiresAt())) {
            throw refused("API key %s expired at %s".formatted(key.id(), key.expiresAt()));
        }
        uses.put(key.id(), now);
        return new Caller(key.id(), key.environmentId(), Set.copyOf(key.scopes()));
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
        if (key.revoked()) {
            throw refused("API key %s is revoked".formatted(key.id()));
        }
        return key;
    }

    /** To be called after a key was revoked here. */
    void revoked() {
        good.forgetAll();
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
