package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The customers of the emulated Pipedrive. Safe for use by many threads. */
public final class Companies {
    private static final long FIRST_ID = 7_000_001;

    private final URI address;
    private final Clock clock;
    private final Dice dice;
    private final Dials<PipedriveDial> dials;
    private final Consumer<Change> listener;
    private final Map<String, Company> companies = new LinkedHashMap<>();

    Companies(
            URI address,
            Clock clock,
            Dice dice,
            Dials<PipedriveDial> dials,
            Consumer<Change> listener) {
        this.address = address;
        this.clock = clock;
        this.dice = dice;
        this.dials = dials;
        this.listener = listener;
    }

    /** Its domain is the name in lower case, with a number when that is taken. */
    public synchronized Company create(String name) {
        long number = companies.size();
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String domain = companies.containsKey(plain) ? plain + "-" + number : plain;
        Company company =
                new Company(
                        FIRST_ID + number,
                        name,
                        domain,
                        URI.create(address + "/c/" + domain),
                        clock,
                        dice,
                        dials,
                        listener);
        company.furnish();
        companies.put(domain, company);
        return company;
    }

    synchronized Optional<Company> withDomain(String domain) {
        return Optional.ofNullable(companies.get(domain));
    }

    public synchronized Optional<Company> find(long id) {
        return companies.values().stream().filter(company -> company.id() == id).findFirst();
    }

    public synchronized List<Company> all() {
        return List.copyOf(companies.values());
    }
}
