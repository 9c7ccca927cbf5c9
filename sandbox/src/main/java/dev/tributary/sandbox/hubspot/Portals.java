package dev.tributary.sandbox.hubspot;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The customers of the emulated HubSpot. Safe for use by many threads. */
public final class Portals {
    private static final long FIRST_ID = 20_170_001;

    private final Clock clock;
    private final BooleanSupplier primaryCompanies;
    private final Consumer<Change> listener;
    private final Map<String, Portal> portals = new LinkedHashMap<>();

    /** {@code primaryCompanies}: whether records hold the id of their primary company. */
    Portals(Clock clock, BooleanSupplier primaryCompanies, Consumer<Change> listener) {
        this.clock = clock;
        this.primaryCompanies = primaryCompanies;
        this.listener = listener;
    }

    public synchronized Portal create(String name) {
        String id = Long.toString(FIRST_ID + portals.size());
        Portal portal = new Portal(id, name, clock, primaryCompanies, listener);
        portals.put(id, portal);
        return portal;
    }

    public synchronized Optional<Portal> find(String id) {
        return Optional.ofNullable(portals.get(id));
    }

    public synchronized List<Portal> all() {
        return List.copyOf(portals.values());
    }
}
