package dev.tributary.commission;

import org.jdbi.v3.core.Handle;

/** Where what cannot go on waits for a person, with its reason. */
public interface Parking {
    /** The record that cannot go on. */
    record Subject(
            String environmentId, String integratedAccountId, String resource, String recordId) {}

    /** Parks it, or notes the new reason if it is there already. */
    void park(Handle handle, String stage, Subject subject, String code, String reason);

    /** Forgets it, if it is there. */
    void clear(Handle handle, String stage, Subject subject);
}
