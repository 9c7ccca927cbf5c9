package dev.tributary.sandbox.hubspot;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The owners of one portal, in the order they were added. Safe for use by many threads. */
public final class Owners {
    private static final long FIRST_ID = 71_000_001;
    private static final long FIRST_USER_ID = 9_000_001;

    private final Clock clock;
    private final List<Owner> owners = new CopyOnWriteArrayList<>();

    Owners(Clock clock) {
        this.clock = clock;
    }

    /**
     * @throws IllegalArgumentException when the e-mail is taken
     */
    public synchronized Owner add(String firstName, String lastName, String email) {
        if (owners.stream().anyMatch(owner -> owner.email().equalsIgnoreCase(email))) {
            throw new IllegalArgumentException("an owner with e-mail " + email + " exists");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Owner owner =
                new Owner(
                        Long.toString(FIRST_ID + owners.size()),
                        Long.toString(FIRST_USER_ID + owners.size()),
                        email,
                        firstName,
                        lastName,
                        false,
                        now,
                        now);
        owners.add(owner);
        return owner;
    }

    /**
     * @throws HubSpotProblem 404 when there is no such owner
     */
    public synchronized Owner archive(String id) {
        Owner old = find(id).orElseThrow(HubSpotProblem::noSuchObject);
        Owner archived =
                new Owner(
                        old.id(),
                        old.userId(),
                        old.email(),
                        old.firstName(),
                        old.lastName(),
                        true,
                        old.createdAt(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        owners.set(owners.indexOf(old), archived);
        return archived;
    }

    public Optional<Owner> find(String id) {
        return owners.stream().filter(owner -> owner.id().equals(id)).findFirst();
    }

    public Optional<Owner> withEmail(String email) {
        return owners.stream().filter(owner -> owner.email().equalsIgnoreCase(email)).findFirst();
    }

    public List<Owner> all() {
        return new ArrayList<>(owners);
    }
}
