package dev.tributary.commission;

import dev.tributary.plan.Crediting.Manager;
import dev.tributary.plan.Crediting.People;

import org.jdbi.v3.core.Handle;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** People as the users of one CRM see them; each is asked for once in a transaction. */
final class PeopleOf implements People {
    private record Day(String person, LocalDate date) {}

    private final PersonStore persons;
    private final Handle handle;
    private final String environmentId;
    private final String account;
    private final Map<String, Optional<String>> users = new HashMap<>();
    private final Map<Day, Manager> managers = new HashMap<>();

    PeopleOf(PersonStore persons, Handle handle, String environmentId, String account) {
        this.persons = persons;
        this.handle = handle;
        this.environmentId = environmentId;
        this.account = account;
    }

    @Override
    public Optional<String> byUser(String user) {
        return users.computeIfAbsent(
                user, id -> persons.byUser(handle, environmentId, account, id));
    }

    @Override
    public Manager managerOf(String person, LocalDate date) {
        return managers.computeIfAbsent(
                new Day(person, date),
                day -> persons.managerOf(handle, environmentId, day.person(), day.date()));
    }
}
