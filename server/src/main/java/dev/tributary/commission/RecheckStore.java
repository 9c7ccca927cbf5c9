package dev.tributary.commission;

import dev.tributary.commission.Parking.Subject;

import org.jdbi.v3.core.Handle;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Records that are to be looked at again although no event says so, and what they leave behind. */
final class RecheckStore {
    record Recheck(String resource, String integratedAccountId, String recordId, String cause) {}

    record Stale(String planId, String personId, String period, List<String> causes) {}

    void add(Handle handle, Subject subject, String cause) {
        addAll(handle, subject.environmentId(), List.of(recheck(subject, cause)));
    }

    private static Recheck recheck(Subject subject, String cause) {
        return new Recheck(
                subject.resource(), subject.integratedAccountId(), subject.recordId(), cause);
    }

    void addAll(Handle handle, String environmentId, List<Recheck> rechecks) {
        if (rechecks.isEmpty()) {
            return;
        }
        handle.createUpdate(
                        """
                        INSERT INTO recheck (environment_id, resource, integrated_account_id,
                               record_id, cause)
                        SELECT :environment, r.*
                          FROM unnest(:resources, :accounts, :records, :causes) AS r
                        ON CONFLICT DO NOTHING
                        """)
                .bind("environment", environmentId)
                .bindArray("resources", String.class, each(rechecks, Recheck::resource))
                .bindArray("accounts", String.class, each(rechecks, Recheck::integratedAccountId))
                .bindArray("records", String.class, each(rechecks, Recheck::recordId))
                .bindArray("causes", String.class, each(rechecks, Recheck::cause))
                .execute();
    }

    /** All deals that wait for something, those of the users, and those credited to the people. */
    void addTouchedBy(
            Handle handle,
            String environmentId,
            String crmAccount,
            Collection<String> users,
            Collection<String> people,
            String cause) {
        handle.createUpdate(
                        """
                        INSERT INTO recheck (environment_id, resource, integrated_account_id,
                               record_id, cause)
                        SELECT DISTINCT d.environment_id, p.resource, d.integrated_account_id,
                               d.deal_id, :cause
                          FROM deal d
                          JOIN plan_version p USING (environment_id, plan_id)
                          LEFT JOIN credit c
                            ON c.environment_id = d.environment_id AND c.plan_id = d.plan_id
                           AND c.integrated_account_id = d.integrated_account_id
                           AND c.deal_id = d.deal_id AND c.person_id = ANY (:people)
                         WHERE d.environment_id = :environment
                           AND (d.state = 'parked' OR c.person_id IS NOT NULL
                                OR d.integrated_account_id = :account AND d.users && :users)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("environment", environmentId)
                .bind("cause", cause)
                .bind("account", crmAccount)
                .bindArray("users", String.class, users.toArray())
                .bindArray("people", String.class, people.toArray())
                .execute();
    }

    /** Takes some out of the queue, for the transaction that looks at them. */
    List<Recheck> take(Handle handle, String environmentId, int limit) {
        return handle.createQuery(
                        """
                        DELETE FROM recheck
                         WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM recheck WHERE environment_id = :environment
                             ORDER BY resource, integrated_account_id, record_id LIMIT :limit))
                        RETURNING resource, integrated_account_id, record_id, cause
                        """)
                .bind("environment", environmentId)
                .bind("limit", limit)
                .mapTo(Recheck.class)
                .list();
    }

    void addStale(Handle handle, String environmentId, Group group, Collection<String> causes) {
        handle.createUpdate(
                        """
                        INSERT INTO stale_period AS s (environment_id, plan_id, person_id, period,
                               causes)
                        VALUES (:environment, :plan, :person, :period, :causes)
                        ON CONFLICT (environment_id, plan_id, person_id, period)
                        DO UPDATE SET causes = (SELECT array_agg(DISTINCT cause)
                          FROM unnest(s.causes || excluded.causes) AS cause)
                        """)
                .bind("environment", environmentId)
                .bind("plan", group.planId())
                .bind("person", group.personId())
                .bind("period", group.period().toString())
                .bindArray("causes", String.class, causes.toArray())
                .execute();
    }

    List<Stale> takeStale(Handle handle, String environmentId, int limit) {
        return handle.createQuery(
                        """
                        DELETE FROM stale_period
                         WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM stale_period WHERE environment_id = :environment
                             ORDER BY plan_id, person_id, period LIMIT :limit))
                        RETURNING plan_id, person_id, period, causes
                        """)
                .bind("environment", environmentId)
                .bind("limit", limit)
                .mapTo(Stale.class)
                .list();
    }

    /** How many records and periods wait. */
    long waiting(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT (SELECT count(*) FROM recheck
                                 WHERE environment_id = :environment)
                             + (SELECT count(*) FROM stale_period
                                 WHERE environment_id = :environment)
                        """)
                .bind("environment", environmentId)
                .mapTo(Long.class)
                .one();
    }

    private static List<String> each(List<Recheck> rechecks, Function<Recheck, String> part) {
        return rechecks.stream().map(part).toList();
    }
}
