package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Dice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The employees of one company, in the order they were added. Safe for use by many threads. */
public final class Employees {
    private static final LocalDate HIRED = LocalDate.of(2016, 1, 4);

    private final String companyUuid;
    private final Dice dice;
    private final Map<String, Employee> employees = new LinkedHashMap<>();

    Employees(String companyUuid, Dice dice) {
        this.companyUuid = companyUuid;
        this.dice = dice;
    }

    /**
     * Adds a person who is ready to be paid, with one job.
     *
     * @throws IllegalArgumentException when the work e-mail is taken
     */
    public synchronized Employee add(String firstName, String lastName, String workEmail) {
        if (withWorkEmail(workEmail).isPresent()) {
            throw new IllegalArgumentException("an employee with " + workEmail + " exists");
        }
        String identity = companyUuid + " employee " + workEmail;
        String uuid = dice.uuid(identity).toString();
        return put(
                new Employee(
                        uuid,
                        firstName,
                        lastName,
                        workEmail.replaceFirst("@.*", "@home.example.net"),
                        workEmail,
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        List.of(
                                new Employee.Job(
                                        dice.uuid(identity + " job 0").toString(), "Sales", true)),
                        HIRED,
                        ""));
    }

    /** Gives a person one more job. */
    public synchronized Employee addJob(String uuid, String title) {
        Employee old = get(uuid);
        List<Employee.Job> jobs = new ArrayList<>(old.jobs());
        jobs.add(
                new Employee.Job(dice.uuid(uuid + " job " + jobs.size()).toString(), title, false));
        return put(with(old, old.managerUuid(), old.onboarded(), old.terminatedOn(), jobs));
    }

    public synchronized Employee manager(String uuid, String managerUuid) {
        Employee old = get(uuid);
        return put(
                with(
                        old,
                        Optional.of(get(managerUuid).uuid()),
                        old.onboarded(),
                        old.terminatedOn(),
                        old.jobs()));
    }

    /**
     * @param on the first day on which the person no longer works here
     */
    public synchronized Employee terminate(String uuid, LocalDate on) {
        Employee old = get(uuid);
        return put(with(old, old.managerUuid(), old.onboarded(), Optional.of(on), old.jobs()));
    }

    /** Whether the person has finished onboarding; nobody is paid before. */
    public synchronized Employee onboarded(String uuid, boolean onboarded) {
        Employee old = get(uuid);
        return put(with(old, old.managerUuid(), onboarded, old.terminatedOn(), old.jobs()));
    }

    public synchronized Optional<Employee> find(String uuid) {
        return Optional.ofNullable(employees.get(uuid));
    }

    public synchronized Optional<Employee> withWorkEmail(String email) {
        return employees.values().stream()
                .filter(employee -> employee.workEmail().equalsIgnoreCase(email))
                .findFirst();
    }

    public synchronized List<Employee> all() {
        return List.copyOf(employees.values());
    }

    private Employee get(String uuid) {
        return find(uuid).orElseThrow(GustoProblem::notFound);
    }

    private static Employee with(
            Employee old,
            Optional<String> manager,
            boolean onboarded,
            Optional<LocalDate> terminatedOn,
            List<Employee.Job> jobs) {
        return new Employee(
                old.uuid(),
                old.firstName(),
                old.lastName(),
                old.email(),
                old.workEmail(),
                manager,
                onboarded,
                terminatedOn,
                jobs,
                old.hiredOn(),
                "");
    }

    private Employee put(Employee draft) {
        Employee employee =
                new Employee(
                        draft.uuid(),
                        draft.firstName(),
                        draft.lastName(),
                        draft.email(),
                        draft.workEmail(),
                        draft.managerUuid(),
                        draft.onboarded(),
                        draft.terminatedOn(),
                        draft.jobs(),
                        draft.hiredOn(),
                        Version.of(draft));
        employees.put(employee.uuid(), employee);
        return employee;
    }
}
