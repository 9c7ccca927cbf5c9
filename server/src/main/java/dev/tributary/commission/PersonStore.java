package dev.tributary.commission;

import dev.tributary.plan.Crediting.Manager;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** People, the CRM users that they are, and who manages whom from when on. */
final class PersonStore {
    private static final String SELECT =
            """
            SELECT p.id, p.name, p.email, p.hris_integrated_account_id, p.employee_id,
                   (SELECT min(u.user_id) FROM person_user u
                     WHERE u.environment_id = p.environment_id
                       AND u.person_id = p.id) AS crm_user_id,
                   (SELECT m.manager_id FROM person_manager m
                     WHERE m.environment_id = p.environment_id AND m.person_id = p.id
                       AND m.effective_from <= :on
                     ORDER BY m.effective_from DESC LIMIT 1) AS manager_id
              FROM person p WHERE p.environment_id = :environment
            """;

    /** All people, by id; managers are those of the date. */
    List<Person> list(Handle handle, String environmentId, LocalDate on) {
        return handle.createQuery(SELECT + " ORDER BY p.id")
                .bind("environment", environmentId)
                .bind("on", on)
                .mapTo(Person.class)
                .list();
    }

    Optional<Person> find(Handle handle, String environmentId, String id, LocalDate on) {
        return handle.createQuery(SELECT + " AND p.id = :id")
                .bind("environment", environmentId)
                .bind("on", on)
                .bind("id", id)
                .mapTo(Person.class)
                .findOne();
    }

    Optional<String> email(Handle handle, String environmentId, String id) {
        return handle.createQuery(
                        "SELECT email FROM person WHERE environment_id = :environment AND id = :id")
                .bind("environment", environmentId)
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    /** The person who is a CRM user. */
    Optional<String> byUser(Handle handle, String environmentId, String account, String userId) {
        return handle.createQuery(
                        """
                        SELECT person_id FROM person_user
                         WHERE environment_id = :environment
                           AND crm_integrated_account_id = :account AND user_id = :user
                        """)
                .bind("environment", environmentId)
                .bind("account", account)
                .bind("user", userId)
                .mapTo(String.class)
                .findOne();
    }

    Manager managerOf(Handle handle, String environmentId, String personId, LocalDate on) {
        return manager(handle, environmentId, personId, on)
                .map(row -> manager(row.managerEmployeeId(), row.managerId()))
                .orElseGet(Manager.Nobody::new);
    }

    private static Manager manager(@Nullable String employeeId, @Nullable String personId) {
        if (personId != null) {
            return new Manager.Is(personId);
        }
        return employeeId == null
                ? new Manager.Nobody()
                : new Manager.Unknown(
                        "the manager, employee %s, is no person".formatted(employeeId));
    }

    /** Adds an employee as a person, or changes name and address; answers the person's id. */
    String put(Handle handle, String environmentId, String newId, Employee employee) {
        return handle.createQuery(
                        """
                        INSERT INTO person (environment_id, id, name, email,
                               hris_integrated_account_id, employee_id)
                        VALUES (:environment, :id, :name, :email, :account, :employee)
                        ON CONFLICT (environment_id, hris_integrated_account_id, employee_id)
                        DO UPDATE SET name = excluded.name, email = excluded.email
                        RETURNING id
                        """)
                .bind("environment", environmentId)
                .bind("id", newId)
                .bind("name", employee.name())
                .bind("email", employee.email())
                .bind("account", employee.integratedAccountId())
                .bind("employee", employee.id())
                .mapTo(String.class)
                .one();
    }

    /** Users that are matched already, with the person whom they are. */
    Map<String, String> users(Handle handle, String environmentId, String account) {
        return handle.createQuery(
                        """
                        SELECT user_id, person_id FROM person_user
                         WHERE environment_id = :environment
                           AND crm_integrated_account_id = :account
                        """)
                .bind("environment", environmentId)
                .bind("account", account)
                .setMapKeyColumn("user_id")
                .setMapValueColumn("person_id")
                .collectInto(new GenericType<Map<String, String>>() {});
    }

    /** Matches a user with a person; a link that somebody made stays. True when it is new. */
    boolean match(
            Handle handle, String environmentId, String account, String userId, String personId) {
        return handle.createUpdate(
                                """
                                INSERT INTO person_user (environment_id, crm_integrated_account_id,
                                       user_id, person_id)
                                VALUES (:environment, :account, :user, :person)
                                ON CONFLICT (environment_id, crm_integrated_account_id, user_id)
                                DO UPDATE SET person_id = excluded.person_id
                                 WHERE person_user.linked_by IS NULL
                                   AND person_user.person_id <> excluded.person_id
                                """)
                        .bind("environment", environmentId)
                        .bind("account", account)
                        .bind("user", userId)
                        .bind("person", personId)
                        .execute()
                == 1;
    }

    /** What somebody decided about a user goes before any match. */
    void link(
            Handle handle,
            String environmentId,
            String account,
            String userId,
            String personId,
            String by) {
        handle.createUpdate(
                        """
                        INSERT INTO person_user (environment_id, crm_integrated_account_id,
                               user_id, person_id, linked_by)
                        VALUES (:environment, :account, :user, :person, :by)
                        ON CONFLICT (environment_id, crm_integrated_account_id, user_id)
                        DO UPDATE SET person_id = excluded.person_id, linked_by = excluded.linked_by
                        """)
                .bind("environment", environmentId)
                .bind("account", account)
                .bind("user", userId)
                .bind("person", personId)
                .bind("by", by)
                .execute();
    }

    /** Who manages somebody since when; the manager may be an employee who is no person. */
    record Managed(
            LocalDate effectiveFrom,
            @Nullable String managerEmployeeId,
            @Nullable String managerId) {

        boolean is(@Nullable String employeeId, @Nullable String personId) {
            return Objects.equals(managerEmployeeId, employeeId)
                    && Objects.equals(managerId, personId);
        }

        /** Since when what is known now holds: as long as this row if only the person is new. */
        LocalDate since(@Nullable String employeeId, LocalDate today) {
            return Objects.equals(managerEmployeeId, employeeId) ? effectiveFrom : today;
        }
    }

    Optional<Managed> newestManager(Handle handle, String environmentId, String personId) {
        return manager(handle, environmentId, personId, LocalDate.of(9999, 12, 31));
    }

    private static Optional<Managed> manager(
            Handle handle, String environmentId, String personId, LocalDate on) {
        return handle.createQuery(
                        """
                        SELECT effective_from, manager_employee_id, manager_id FROM person_manager
                         WHERE environment_id = :environment AND person_id = :person
                           AND effective_from <= :on
                         ORDER BY effective_from DESC LIMIT 1
                        """)
                .bind("environment", environmentId)
                .bind("person", personId)
                .bind("on", on)
                .mapTo(Managed.class)
                .findOne();
    }

    /** Notes a manager from a date on. */
    void manage(
            Handle handle,
            String environmentId,
            String personId,
            LocalDate from,
            @Nullable String managerEmployeeId,
            @Nullable String managerId,
            Instant now) {
        handle.createUpdate(
                        """
                        INSERT INTO person_manager (environment_id, person_id, effective_from,
                               manager_employee_id, manager_id, recorded_at)
                        VALUES (:environment, :person, :from, :employee, :manager, :now)
                        ON CONFLICT (environment_id, person_id, effective_from)
                        DO UPDATE SET manager_employee_id = excluded.manager_employee_id,
                               manager_id = excluded.manager_id,
                               recorded_at = excluded.recorded_at
                        """)
                .bind("environment", environmentId)
                .bind("person", personId)
                .bind("from", from)
                .bind("employee", managerEmployeeId)
                .bind("manager", managerId)
                .bind("now", now)
                .execute();
    }
}
