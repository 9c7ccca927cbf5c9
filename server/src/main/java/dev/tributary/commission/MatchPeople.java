package dev.tributary.commission;

import dev.tributary.Ids;
import dev.tributary.commission.Parking.Subject;
import dev.tributary.commission.RecordSource.Stored;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a person of every employee with a work e-mail and finds the CRM user that the person is.
 * Who was matched stays matched; what somebody linked by hand is not touched. Users without a
 * counterpart are parked: their deals cannot be credited.
 */
final class MatchPeople {
    /** Managers as first seen hold since ever: nobody knows what was before. */
    private static final LocalDate SINCE_EVER = LocalDate.of(1, 1, 1);

    static final String STAGE = "person";
    static final String USERS = "crm/users";
    static final String EMPLOYEES = "hris/employees";

    /** Somebody without a counterpart. */
    record Unmatched(String source, @Nullable String email, String name, String reason) {}

    record Outcome(int people, int matched, List<Unmatched> unmatched) {}

    private final RecordSource records;
    private final PersonStore persons;
    private final RecheckStore rechecks;
    private final Parking parking;
    private final Ids ids;
    private final Clock clock;

    MatchPeople(
            RecordSource records,
            PersonStore persons,
            RecheckStore rechecks,
            Parking parking,
            Ids ids,
            Clock clock) {
        this.records = records;
        this.persons = persons;
        this.rechecks = rechecks;
        this.parking = parking;
        this.ids = ids;
        this.clock = clock;
    }

    Outcome match(Handle handle, String environmentId, String crmAccount, String hrisAccount) {
        Run run = new Run(handle, environmentId, crmAccount, hrisAccount);
        run.employees();
        run.users();
        run.managers();
        if (!run.newUsers.isEmpty() || !run.newlyManaged.isEmpty()) {
            rechecks.addTouchedBy(
                    handle,
                    environmentId,
                    crmAccount,
                    run.newUsers,
                    run.newlyManaged,
                    "people:match");
        }
        return new Outcome(run.people.size(), run.matched, run.unmatched);
    }

    private final class Run {
        final Handle handle;
        final String environmentId;
        final String crmAccount;
        final String hrisAccount;
        final Instant now = clock.instant();
        final List<Employee> employees = new ArrayList<>();
        final Map<String, String> people = new HashMap<>(); // employee id → person id
        final Map<String, String> byEmail = new HashMap<>();
        final Set<String> shared = new HashSet<>();
        final List<Unmatched> unmatched = new ArrayList<>();
        final Set<String> newUsers = new HashSet<>();
        final Set<String> newlyManaged = new HashSet<>();
        int matched;

        Run(Handle handle, String environmentId, String crmAccount, String hrisAccount) {
            this.handle = handle;
            this.environmentId = environmentId;
            this.crmAccount = crmAccount;
            this.hrisAccount = hrisAccount;
        }

        void employees() {
            each(EMPLOYEES, hrisAccount, this::employee);
            for (Employee employee : employees) {
                String person = persons.put(handle, environmentId, ids.next("person"), employee);
                people.put(employee.id(), person);
                if (byEmail.put(employee.email(), person) != null) {
                    shared.add(employee.email());
                }
            }
        }

        private void employee(Stored stored) {
            Map<String, @Nullable Object> data = stored.data();
            Unified.email(data)
                    .ifPresent(
                            email ->
                                    employees.add(
                                            new Employee(
                                                    hrisAccount,
                                                    stored.recordId(),
                                                    Unified.name(data, email),
                                                    email,
                                                    Unified.reference(data, "manager")
                                                            .orElse(null))));
        }

        void users() {
            Map<String, String> known = persons.users(handle, environmentId, crmAccount);
            each(USERS, crmAccount, user -> user(user, known));
        }

        private void user(Stored user, Map<String, String> known) {
            String email = Unified.email(user.data()).orElse(null);
            String person = email == null ? null : byEmail.get(email);
            if (person != null && !shared.contains(email)) {
                if (persons.match(handle, environmentId, crmAccount, user.recordId(), person)) {
                    newUsers.add(user.recordId());
                }
                found(user);
            } else if (known.containsKey(user.recordId())) {
                found(user);
            } else {
                unmatched(user, email);
            }
        }

        private void found(Stored user) {
            matched++;
            parking.clear(handle, STAGE, subject(user));
        }

        private void unmatched(Stored user, @Nullable String email) {
            String reason =
                    email == null
                            ? "it has no e-mail"
                            : shared.contains(email)
                                    ? "more than one employee has this work e-mail"
                                    : "no employee has this work e-mail";
            String name = Unified.name(user.data(), user.recordId());
            unmatched.add(new Unmatched(USERS, email, name, reason));
            parking.park(
                    handle,
                    STAGE,
                    subject(user),
                    "unmatched_person",
                    "user %s is matched with no person: %s".formatted(user.recordId(), reason));
        }

        private Subject subject(Stored user) {
            return new Subject(environmentId, crmAccount, USERS, user.recordId());
        }

        void managers() {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            for (Employee employee : employees) {
                String person = people.getOrDefault(employee.id(), "");
                String managerEmployee = employee.managerEmployeeId();
                String manager = managerEmployee == null ? null : people.get(managerEmployee);
                var present = persons.newestManager(handle, environmentId, person);
                if (present.isPresent() && present.get().is(managerEmployee, manager)) {
                    continue;
                }
                // The same manager who became a person was the manager all along.
                LocalDate from =
                        present.map(row -> row.since(managerEmployee, today)).orElse(SINCE_EVER);
                persons.manage(handle, environmentId, person, from, managerEmployee, manager, now);
                newlyManaged.add(person);
            }
        }

        private void each(String resource, String account, Consumer<Stored> consumer) {
            records.each(
                    handle,
                    environmentId,
                    resource,
                    stored -> {
                        if (stored.integratedAccountId().equals(account) && !stored.deleted()) {
                            consumer.accept(stored);
                        }
                    });
        }
    }
}
