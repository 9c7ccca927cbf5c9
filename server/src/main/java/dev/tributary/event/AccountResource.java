package dev.tributary.event;

import java.util.UUID;

/** One resource of one integrated account: what is fetched together. */
public record AccountResource(
        String environmentId, String integratedAccountId, String model, String resource) {

    /** Such as {@code crm/contacts}. */
    public String path() {
        return model + "/" + resource;
    }

    /** All of it in one value. */
    UUID source() {
        return Sha256.name(integratedAccountId, model, resource);
    }

    /** How a parked record of it is named: one subject per record. */
    public String subject(String recordId) {
        return integratedAccountId + "/" + path() + "/" + recordId;
    }
}
