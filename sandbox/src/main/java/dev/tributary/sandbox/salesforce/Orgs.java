package dev.tributary.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The customers of the emulated Salesforce. Safe for use by many threads. */
public final class Orgs {
    private final Maker maker;
    private final List<Org> orgs = new ArrayList<>();

    /** Makes an org and the port on which it answers. */
    @FunctionalInterface
    interface Maker {
        Org make(int number, String name, int port);
    }

    Orgs(Maker maker) {
        this.maker = maker;
    }

    /** An org on a free port of its own. */
    public Org create(String name) {
        return create(name, 0);
    }

    /**
     * @param port of its own; 0 takes a free one
     * @throws IllegalStateException when the port is taken
     */
    public synchronized Org create(String name, int port) {
        Org org = maker.make(orgs.size() + 1, name, port);
        orgs.add(org);
        return org;
    }

    public synchronized Optional<Org> find(String id) {
        return orgs.stream()
                .filter(org -> RecordId.normal(id).equals(Optional.of(org.id())))
                .findFirst();
    }

    public synchronized List<Org> all() {
        return List.copyOf(orgs);
    }

    /** Somebody who can log in. */
    record Login(Org org, SObject user) {}

    /** The active user with this name; user names are unique over all orgs. */
    Optional<Login> login(String username) {
        for (Org org : all()) {
            Optional<Login> found =
                    org.all("User").stream()
                            .filter(
                                    user ->
                                            username.equalsIgnoreCase(
                                                    user.text("Username").orElse("")))
                            .filter(user -> Boolean.TRUE.equals(user.get("IsActive")))
                            .map(user -> new Login(org, user))
                            .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
