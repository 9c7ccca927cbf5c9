package dev.tributary.sandbox;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Authorization codes, access tokens and refresh tokens of an emulator, on wall time. A grant is
 * one customer's consent to one app; all tokens descend from a grant and die with it. Safe for use
 * by many threads.
 */
public final class Grants {
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Dice dice;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Access> accesses = new HashMap<>();
    private final Map<String, Refresh> refreshes = new HashMap<>();
    private long issued;

    public Grants(Clock clock, Dice dice) {
        this.clock = clock;
        this.dice = dice;
    }

    /**
     * @param id unique per consent
     * @param clientId the app that holds it
     * @param tenant the customer: a portal or a company
     * @param user who consented; empty for a token of the app itself
     */
    public record Grant(
            String id, String clientId, String tenant, String user, Set<String> scopes) {
        public Grant {
            scopes = Set.copyOf(scopes);
        }
    }

    /** A fresh pair of tokens. */
    public record Tokens(
            Grant grant, String access, String refresh, Duration life, Instant created) {}

    /** What an access token is good for now. */
    public record Access(String token, Grant grant, Instant created, Instant expires) {
        public boolean expired(Instant now) {
            return !now.isBefore(expires);
        }
    }

    /** Why a code or a refresh token was refused. */
    public enum Refusal {
        UNKNOWN,
        EXPIRED,
        /** It was used before; whatever descends from it has been revoked. */
        REUSED,
        WRONG_CLIENT,
        WRONG_REDIRECT,
        WRONG_VERIFIER
    }

    /** Tokens or the reason why not. */
    public sealed interface Outcome {
        record Issued(Tokens tokens) implements Outcome {}

        record Refused(Refusal why) implements Outcome {}
    }

    private record Code(
            Grant grant, String redirectUri, @Nullable String challenge, Instant expires) {}

    private record Refresh(Grant grant, boolean used) {}

    /** What a client presents to exchange a code. */
    public record Exchange(
            String code, String clientId, String redirectUri, Optional<String> verifier) {}

    public synchronized Grant consent(
            String clientId, String tenant, String user, Set<String> scopes) {
        return new Grant(dice.token("grant " + issued++), clientId, tenant, user, scopes);
    }

    public synchronized String code(Grant grant, String redirectUri, Optional<String> challenge) {
        String code = dice.uuid("code " + issued++).toString();
        codes.put(
                code,
                new Code(
                        grant,
                        redirectUri,
                        challenge.orElse(null),
                        clock.instant().plus(CODE_LIFE)));
        return code;
    }

    public synchronized Outcome redeem(Exchange exchange, Duration life) {
        Code code = codes.get(exchange.code());
        if (code == null) {
            return new Outcome.Refused(Refusal.UNKNOWN);
        }
        Optional<Refusal> refusal = refusal(code, exchange);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        codes.remove(exchange.code());
        return new Outcome.Issued(issue(code.grant(), life, true, ""));
    }

    private Optional<Refusal> refusal(Code code, Exchange exchange) {
        if (!code.grant().clientId().equals(exchange.clientId())) {
            return Optional.of(Refusal.WRONG_CLIENT);
        }
        if (!clock.instant().isBefore(code.expires())) {
            return Optional.of(Refusal.EXPIRED);
        }
        if (!code.redirectUri().equals(exchange.redirectUri())) {
            return Optional.of(Refusal.WRONG_REDIRECT);
        }
        boolean proven =
                code.challenge() == null
                        || exchange.verifier()
                                .map(Grants::s256)
                                .equals(Optional.of(code.challenge()));
        return proven ? Optional.empty() : Optional.of(Refusal.WRONG_VERIFIER);
    }

    /**
     * @param rotate whether the refresh token is good for one use; its second use then revokes the
     *     grant's every token
     */
    public synchronized Outcome refresh(
            String token, String clientId, Duration life, boolean rotate) {
        Refresh refresh = refreshes.get(token);
        if (refresh == null) {
            return new Outcome.Refused(Refusal.UNKNOWN);
        }
        if (!refresh.grant().clientId().equals(clientId)) {
            return new Outcome.Refused(Refusal.WRONG_CLIENT);
        }
        if (refresh.used()) {
            revokeGrant(refresh.grant());
            return new Outcome.Refused(Refusal.REUSED);
        }
        if (rotate) {
            refreshes.put(token, new Refresh(refresh.grant(), true));
        }
        return new Outcome.Issued(issue(refresh.grant(), life, rotate, token));
    }

    /** A token of the app itself, without a refresh token. */
    public synchronized Tokens system(Grant grant, Duration life) {
        return issue(grant, life, false, "");
    }

    private Tokens issue(Grant grant, Duration life, boolean newRefresh, String oldRefresh) {
        Instant now = clock.instant();
        String access = dice.token("access " + issued++);
        accesses.put(access, new Access(access, grant, now, now.plus(life)));
        String refresh = newRefresh ? dice.token("refresh " + issued++) : oldRefresh;
        if (newRefresh) {
            refreshes.put(refresh, new Refresh(grant, false));
        }
        return new Tokens(grant, access, refresh, life, now);
    }

    public synchronized Optional<Access> access(String token) {
        return Optional.ofNullable(accesses.get(token));
    }

    public synchronized Optional<Grant> refreshGrant(String token) {
        return Optional.ofNullable(refreshes.get(token))
                .filter(refresh -> !refresh.used())
                .map(Refresh::grant);
    }

    /** Revokes the grant behind an access or a refresh token; false when there is none. */
    public synchronized boolean revoke(String token) {
        Access access = accesses.get(token);
        Refresh refresh = refreshes.get(token);
        if (access != null) {
            revokeGrant(access.grant());
        } else if (refresh != null) {
            revokeGrant(refresh.grant());
        }
        return access != null || refresh != null;
    }

    /** Ends one access token alone; false when there is none. */
    public synchronized boolean end(String access) {
        return accesses.remove(access) != null;
    }

    /** The customers who have connected an app, by tenant. */
    public synchronized Set<String> tenants(String clientId) {
        Set<String> tenants = new HashSet<>();
        for (Refresh refresh : refreshes.values()) {
            if (refresh.grant().clientId().equals(clientId)) {
                tenants.add(refresh.grant().tenant());
            }
        }
        return tenants;
    }

    /** Makes every access token expire now. */
    public synchronized void expireAccessTokens() {
        Instant now = clock.instant();
        accesses.replaceAll(
                (token, access) -> new Access(token, access.grant(), access.created(), now));
    }

    public synchronized void reset() {
        codes.clear();
        accesses.clear();
        refreshes.clear();
    }

    private void revokeGrant(Grant grant) {
        accesses.values().removeIf(access -> access.grant().equals(grant));
        refreshes.values().removeIf(refresh -> refresh.grant().equals(grant));
    }

    private static String s256(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
