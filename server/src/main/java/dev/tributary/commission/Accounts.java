package dev.tributary.commission;

/** What commissions need of integrated accounts. */
@FunctionalInterface
public interface Accounts {
    /**
     * @throws dev.tributary.Failure {@code not_found} when the environment has no such account
     */
    void require(String environmentId, String integratedAccountId);
}
