package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.db.Jsonb;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What could not be done and waits, with its reason, for a person: one entry per stage and subject.
 * Every method works in its caller's transaction. Thread-safe.
 */
public final class Parked {
    private static final int REASON_MAX = 2_000;
    private static final String COLUMNS =
            """
            SELECT id, environment_id, stage, subject, integrated_account_id, model, resource,
                record_id, code, reason, attempts, parked_at, detail
            FROM parked
            """;

    private final Ids ids;
    private final Clock clock;
    private final Map<String, Retry> retries = new ConcurrentHashMap<>();

    public Parked(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Whom an entry is about.
     *
     * @param subject unique within its stage
     */
    public record Subject(
            String environmentId,
            String subject,
            @Nullable String integratedAccountId,
            @Nullable String model,
            @Nullable String resource,
            @Nullable String recordId) {

        public static Subject record(AccountResource of, String recordId) {
            return new Subject(
                    of.environmentId(),
                    of.subject(recordId),
                    of.integratedAccountId(),
                    of.model(),
                    of.resource(),
                    recordId);
        }

        /** Something that is no record. */
        public static Subject of(
                String environmentId, String subject, @Nullable String integratedAccountId) {
            return new Subject(environmentId, subject, integratedAccountId, null, null, null);
        }
    }

    /** An entry; {@code detail} is what its stage needs to try again. */
    public record Entry(
            String id,
            String environmentId,
            String stage,
            String subject,
            @Nullable String integratedAccountId,
            @Nullable String model,
            @Nullable String resource,
            @Nullable String recordId,
            String code,
            String reason,
            int attempts,
            Instant parkedAt,
            Jsonb detail) {}

    /** Tries a stage's entry again, in the transaction that takes it out. */
    @FunctionalInterface
    public interface Retry {
        /** Parks it anew when it fails at once; throws to leave it where it is. */
        void retry(Handle handle, Entry entry);
    }

    /** How entries of a stage are tried again. */
    public void onRetry(String stage, Retry retry) {
        retries.put(stage, retry);
    }

    /** Parks it, or notes the newer reason if it is there already. */
    public void park(Handle handle, String stage, Subject subject, String code, String reason) {
        park(handle, stage, subject, code, reason, 1, Map.of());
    }

    /** Parks it with what a later retry needs to know. */
    public void park(
            Handle handle,
            String stage,
            Subject subject,
            String code,
            String reason,
            int attempts,
            Map<String, ?> detail) {
        String text = reason.replace('\0', ' ');
        handle.createUpdate(
                        """
                        INSERT INTO parked AS p (id, environment_id, stage, subject,
                            integrated_account_id, model, resource, record_id, code, reason,
                            attempts, parked_at, detail)
                        VALUES (:id, :environmentId, :stage, :subject, :integratedAccountId, :model,
                            :resource, :recordId, :code, :reason, :attempts, :now, :detail)
                        ON CONFLICT (environment_id, stage, subject) DO UPDATE
                        SET code = excluded.code, reason = excluded.reason,
                            attempts = p.attempts + excluded.attempts, detail = excluded.detail
                        """)
                .bind("id", ids.next("prk"))
                .bindMethods(subject)
                .bind("stage", stage)
                .bind("code", code)
                .bind("reason", text.substring(0, Math.min(text.length(), REASON_MAX)))
                .bind("attempts", attempts)
                .bind("now", clock.instant())
                .bind("detail", new Jsonb(Json.text(detail)))
                .execute();
    }

    /** Forgets it, if it is there. */
    public void clear(Handle handle, String stage, Subject subject) {
        clear(handle, subject.environmentId(), List.of(stage), List.of(subject.subject()));
    }

    void clear(
            Handle handle,
            String environmentId,
            Collection<String> stages,
            Collection<String> subjects) {
        handle.createUpdate(
                        """
                        DELETE FROM parked WHERE environment_id = :environment
                            AND stage = ANY(:stages) AND subject = ANY(:subjects)
                        """)
                .bind("environment", environmentId)
                .bindArray("stages", String.class, List.copyOf(stages))
                .bindArray("subjects", String.class, List.copyOf(subjects))
                .execute();
    }

    public long count(Handle handle, String environmentId) {
        return handle.createQuery("SELECT count(*) FROM parked WHERE environment_id = :environment")
                .bind("environment", environmentId)
                .mapTo(Long.class)
                .one();
    }

    /** Oldest first; {@code stage} null: all; {@code after} null: from the start. */
    List<Entry> list(
            Handle handle,
            String environmentId,
            @Nullable String stage,
            @Nullable String after,
            int limit) {
        return handle.createQuery(
                        COLUMNS
                                + """
                                WHERE environment_id = :environment
                                    AND (:stage::text IS NULL OR stage = :stage)
                                    AND (:after::text IS NULL OR id > :after)
                                ORDER BY id LIMIT :limit
                                """)
                .bind("environment", environmentId)
                .bind("stage", stage)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Entry.class)
                .list();
    }

    /**
     * Takes an entry out and tries it again. False when it is not there.
     *
     * @throws Failure {@code conflict} when its stage tries again by itself
     */
    boolean retry(Handle handle, String environmentId, String id) {
        Optional<Entry> taken =
                handle.createQuery(
                                """
                                DELETE FROM parked WHERE environment_id = :environment AND id = :id
                                RETURNING *
                                """)
                        .bind("environment", environmentId)
                        .bind("id", id)
                        .mapTo(Entry.class)
                        .findOne();
        taken.ifPresent(
                entry -> {
                    Retry retry = retries.get(entry.stage());
                    if (retry == null) {
                        throw new Failure(
                                Code.CONFLICT,
                                "%s of stage %s leaves by itself when its reason is gone"
                                        .formatted(id, entry.stage()));
                    }
                    retry.retry(handle, entry);
                });
        return taken.isPresent();
    }
}
