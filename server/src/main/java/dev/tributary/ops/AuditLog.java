package dev.tributary.ops;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.db.Jsonb;
import dev.tributary.http.Ask;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;

/**
 * What people did, written in the transaction that does it; no row is ever changed. Thread-safe.
 */
public final class AuditLog {
    private final Ids ids;
    private final Clock clock;

    /**
     * One act.
     *
     * @param environmentId null: it concerns no single environment
     * @param actor the id of the API key that acted
     * @param action such as {@code api_key.revoke}
     * @param subject the id of what was acted on
     * @param before what it was like, without secrets; null: nothing was there
     * @param after what it is like now, without secrets; null: nothing is left
     */
    public record Act(
            @Nullable String environmentId,
            String actor,
            String action,
            String subject,
            @Nullable Object before,
            @Nullable Object after,
            String requestId) {

        /** An act of a request's caller in its environment. */
        public static Act by(
                Ask ask,
                String action,
                String subject,
                @Nullable Object before,
                @Nullable Object after) {
            return new Act(
                    ask.environmentId(),
                    ask.caller().keyId(),
                    action,
                    subject,
                    before,
                    after,
                    ask.id());
        }
    }

    public AuditLog(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void record(Handle handle, Act act) {
        handle.createUpdate(
                        """
                        INSERT INTO audit_log
                            (id, environment_id, actor, action, subject, before, after,
                             request_id, at)
                        VALUES
                            (:id, :environmentId, :actor, :action, :subject, :was, :is,
                             :requestId, :at)
                        """)
                .bind("id", ids.next("aud"))
                .bind("environmentId", act.environmentId)
                .bind("actor", act.actor)
                .bind("action", act.action)
                .bind("subject", act.subject)
                .bind("was", json(act.before))
                .bind("is", json(act.after))
                .bind("requestId", act.requestId)
                .bind("at", clock.instant())
                .execute();
    }

    private static @Nullable Jsonb json(@Nullable Object value) {
        return value == null ? null : new Jsonb(Json.text(value));
    }
}
