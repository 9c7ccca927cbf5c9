package dev.tributary.commission;

import dev.tributary.Failure;
import dev.tributary.db.Database;
import dev.tributary.ops.AuditLog;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** What the API says about people, and what it lets others say about them. */
final class People {
    private final Database database;
    private final Accounts accounts;
    private final PersonStore persons;
    private final Rematch rematch;
    private final RecheckStore rechecks;
    private final AuditLog audit;
    private final Clock clock;

    /** A person as it is answered. */
    record Answer(
            String id,
            String name,
            String email,
            @Nullable String crmUserId,
            String employeeId,
            @Nullable Reference manager) {}

    record Reference(String id) {}

    /** Somebody says which person a CRM user is; it goes before every match. */
    record Link(String crmIntegratedAccountId, String crmUserId, String personId) {}

    People(
            Database database,
            Accounts accounts,
            PersonStore persons,
            Rematch rematch,
            RecheckStore rechecks,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.persons = persons;
        this.rematch = rematch;
        this.rechecks = rechecks;
        this.audit = audit;
        this.clock = clock;
    }

    List<Answer> list(String environmentId) {
        return database.read(handle -> persons.list(handle, environmentId, today())).stream()
                .map(People::answer)
                .toList();
    }

    /**
     * @throws Failure {@code not_found} naming the integrated account that there is not
     */
    MatchPeople.Outcome match(Actor actor, Rematch.Source source) {
        accounts.require(actor.environmentId(), source.crmIntegratedAccountId());
        accounts.require(actor.environmentId(), source.hrisIntegratedAccountId());
        return database.write(
                handle -> {
                    var outcome = rematch.add(handle, actor.environmentId(), source);
                    audit.record(
                            handle,
                            actor.act(
                                    "people.match", source.crmIntegratedAccountId(), null, source));
                    return outcome;
                });
    }

    void rematch(Handle handle, String environmentId, String account) {
        rematch.match(handle, environmentId, Set.of(account));
    }

    Answer link(Actor actor, Link link) {
        String environmentId = actor.environmentId();
        accounts.require(environmentId, link.crmIntegratedAccountId());
        return database.write(
                handle -> {
                    if (persons.find(handle, environmentId, link.personId(), today()).isEmpty()) {
                        throw Failure.notFound("person", link.personId());
                    }
                    persons.link(
                            handle,
                            environmentId,
                            link.crmIntegratedAccountId(),
                            link.crmUserId(),
                            link.personId(),
                            actor.keyId());
                    rechecks.addTouchedBy(
                            handle,
                            environmentId,
                            link.crmIntegratedAccountId(),
                            List.of(link.crmUserId()),
                            List.of(),
                            "people:link");
                    audit.record(handle, actor.act("people.link", link.personId(), null, link));
                    return persons.find(handle, environmentId, link.personId(), today())
                            .map(People::answer)
                            .orElseThrow();
                });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Answer answer(Person person) {
        String manager = person.managerId();
        return new Answer(
                person.id(),
                person.name(),
                person.email(),
                person.crmUserId(),
                person.employeeId(),
                manager == null ? null : new Reference(manager));
    }
}
