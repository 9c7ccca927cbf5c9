package dev.tributary.commission;

import dev.tributary.http.Ask;
import dev.tributary.ops.AuditLog.Act;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, for the audit log and the two-person rule.
 *
 * @param keyId the API key
 */
public record Actor(String environmentId, String keyId, String requestId) {
    public static Actor of(Ask ask) {
        return new Actor(ask.environmentId(), ask.caller().keyId(), ask.id());
    }

    public Act act(String action, String subject, @Nullable Object before, @Nullable Object after) {
        return new Act(environmentId, keyId, action, subject, before, after, requestId);
    }
}
