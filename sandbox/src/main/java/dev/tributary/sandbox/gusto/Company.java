package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.BusinessDate;
import dev.tributary.sandbox.Dice;

import java.time.Clock;

/** One customer's Gusto: its employees and payrolls. */
public final class Company {
    private final String uuid;
    private final String name;
    private final String payScheduleUuid;
    private final String adminUuid;
    private final Employees employees;
    private final Payrolls payrolls;

    Company(String name, Clock clock, BusinessDate date, Dice dice) {
        this.name = name;
        uuid = dice.uuid("company " + name).toString();
        payScheduleUuid = dice.uuid("pay schedule " + name).toString();
        adminUuid = dice.uuid("admin " + name).toString();
        employees = new Employees(uuid, dice);
        payrolls = new Payrolls(uuid, clock, date, dice, employees);
    }

    public String uuid() {
        return uuid;
    }

    public String name() {
        return name;
    }

    public Employees employees() {
        return employees;
    }

    public Payrolls payrolls() {
        return payrolls;
    }

    /** Shorthand for {@code employees().add(...)}. */
    public Employee addEmployee(String firstName, String lastName, String workEmail) {
        return employees.add(firstName, lastName, workEmail);
    }

    String payScheduleUuid() {
        return payScheduleUuid;
    }

    String adminUuid() {
        return adminUuid;
    }
}
