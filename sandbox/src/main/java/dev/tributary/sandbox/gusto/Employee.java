package dev.tributary.sandbox.gusto;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One version of an employee.
 *
 * @param email the personal address
 * @param workEmail the address at the company
 * @param terminatedOn the first day on which the person no longer works here
 * @param version changes whenever anything else here does
 */
public record Employee(
        String uuid,
        String firstName,
        String lastName,
        String email,
        String workEmail,
        Optional<String> managerUuid,
        boolean onboarded,
        Optional<LocalDate> terminatedOn,
        List<Job> jobs,
        LocalDate hiredOn,
        String version) {

    public Employee {
        jobs = List.copyOf(jobs);
    }

    /** A position that the person is paid for. */
    public record Job(String uuid, String title, boolean primary) {}

    public Job primaryJob() {
        return jobs.stream().filter(Job::primary).findFirst().orElseThrow();
    }

    /** Whether the person can be paid for a pay period that starts on a day. */
    boolean payableFrom(LocalDate start) {
        return onboarded && terminatedOn.map(start::isBefore).orElse(true);
    }
}
