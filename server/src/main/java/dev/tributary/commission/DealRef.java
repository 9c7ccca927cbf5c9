package dev.tributary.commission;

/** A deal's place: ids of providers are only unique within an integrated account. */
public record DealRef(String integratedAccountId, String dealId) {
    /** One text for both, as the calculator wants it. */
    String key() {
        return integratedAccountId + "/" + dealId;
    }

    static DealRef ofKey(String key) {
        int slash = key.indexOf('/');
        return new DealRef(key.substring(0, slash), key.substring(slash + 1));
    }
}
