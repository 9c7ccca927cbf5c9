package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.BusinessDate;
import dev.tributary.sandbox.Dice;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The customers of the emulated Gusto. Safe for use by many threads. */
public final class Companies {
    private final Clock clock;
    private final BusinessDate date;
    private final Dice dice;
    private final List<Company> companies = new ArrayList<>();

    Companies(Clock clock, BusinessDate date, Dice dice) {
        this.clock = clock;
        this.date = date;
        this.dice = dice;
    }

    /**
     * @throws IllegalArgumentException when the name is taken
     */
    public synchronized Company create(String name) {
        if (companies.stream().anyMatch(company -> company.name().equals(name))) {
            throw new IllegalArgumentException("a company named " + name + " exists");
        }
        Company company = new Company(name, clock, date, dice);
        companies.add(company);
        return company;
    }

    public synchronized Optional<Company> find(String uuid) {
        return companies.stream().filter(company -> company.uuid().equals(uuid)).findFirst();
    }

    public synchronized List<Company> all() {
        return List.copyOf(companies);
    }
}
