package dev.tributary.commission;

import dev.tributary.commission.RecordSource.Change;

import org.jdbi.v3.core.Handle;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Matches people again when a user or an employee changed in accounts that are matched. */
final class Rematch {
    private static final Set<String> RESOURCES = Set.of(MatchPeople.USERS, MatchPeople.EMPLOYEES);

    /** Integrated accounts between which people are matched. */
    record Source(String crmIntegratedAccountId, String hrisIntegratedAccountId) {}

    private final MatchPeople match;

    Rematch(MatchPeople match) {
        this.match = match;
    }

    /** Matches now, and from now on whenever one of the two sides changes. */
    MatchPeople.Outcome add(Handle handle, String environmentId, Source source) {
        handle.createUpdate(
                        """
                        INSERT INTO people_source (environment_id, crm_integrated_account_id,
                               hris_integrated_account_id)
                        VALUES (:environment, :crm, :hris) ON CONFLICT DO NOTHING
                        """)
                .bind("environment", environmentId)
                .bind("crm", source.crmIntegratedAccountId())
                .bind("hris", source.hrisIntegratedAccountId())
                .execute();
        return match(handle, environmentId, source);
    }

    void after(Handle handle, String environmentId, List<Change> changes) {
        Set<String> accounts =
                changes.stream()
                        .filter(change -> RESOURCES.contains(change.resource()))
                        .map(Change::integratedAccountId)
                        .collect(Collectors.toSet());
        if (!accounts.isEmpty()) {
            match(handle, environmentId, accounts);
        }
    }

    /** Matches wherever one of the integrated accounts is a side. */
    void match(Handle handle, String environmentId, Set<String> accounts) {
        for (Source source : sources(handle, environmentId)) {
            if (accounts.contains(source.crmIntegratedAccountId())
                    || accounts.contains(source.hrisIntegratedAccountId())) {
                match(handle, environmentId, source);
            }
        }
    }

    private static List<Source> sources(Handle handle, String environmentId) {
        return handle.createQuery(
                        """
                        SELECT crm_integrated_account_id, hris_integrated_account_id
                          FROM people_source WHERE environment_id = :environment
                        """)
                .bind("environment", environmentId)
                .mapTo(Source.class)
                .list();
    }

    private MatchPeople.Outcome match(Handle handle, String environmentId, Source source) {
        return match.match(
                handle,
                environmentId,
                source.crmIntegratedAccountId(),
                source.hrisIntegratedAccountId());
    }
}
