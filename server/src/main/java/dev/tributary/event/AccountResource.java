package dev.tributary.event;

/** One resource of one integrated account: what is fetched together. */
public record AccountResource(
        String environmentId, String integratedAccountId, String model, String resource) {

    /** Such as {@code crm/contacts}. */
    public String path() {
        return model + "/" + resource;
    }

    /** How a parked record of it is named: one subject per record. */
    public String subject(String recordId) {
        return integratedAccountId + "/" + path() + "/" + recordId;
    }
}
