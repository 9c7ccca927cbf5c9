package dev.tributary.http;

/** Tells who a bearer token belongs to. */
public interface Authenticator {
    /**
     * @throws dev.tributary.Failure {@code unauthorized} when the key is malformed, unknown,
     *     revoked or expired
     */
    Caller authenticate(String bearerToken);
}
