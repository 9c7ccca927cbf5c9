package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Dials;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results of queries that somebody is still paging through, as they were when they ran. */
final class Locators {
    private static final String PREFIX = "01g";

    private final Store store;
    private final Clock clock;
    private final Dials<SalesforceDial> dials;
    private final Map<String, Open> open = new LinkedHashMap<>();

    Locators(Store store, Clock clock, Dials<SalesforceDial> dials) {
        this.store = store;
        this.clock = clock;
        this.dials = dials;
    }

    /** A result under its id. */
    record Open(String id, Selected selected, int pageSize, Instant made) {
        String locator(int from) {
            return id + "-" + from;
        }
    }

    Open keep(Selected selected, int pageSize) {
        Open kept = new Open(store.nextId(PREFIX), selected, pageSize, clock.instant());
        open.put(kept.id(), kept);
        while (open.size() > dials.get(SalesforceDial.OPEN_LOCATORS_MAX)) {
            open.remove(open.keySet().iterator().next());
        }
        return kept;
    }

    /** A place in a kept result. */
    record Place(Open open, int from) {}

    /**
     * @throws SalesforceProblem 400 when nothing is kept under it any more
     */
    Place find(String locator) {
        int dash = locator.lastIndexOf('-');
        String number = dash < 0 ? "" : locator.substring(dash + 1);
        Open kept = dash < 0 ? null : open.get(locator.substring(0, dash));
        long life = dials.get(SalesforceDial.LOCATOR_LIFE_SECONDS);
        boolean valid =
                kept != null
                        && number.matches("\\d{1,8}")
                        && clock.instant().isBefore(kept.made().plusSeconds(life))
                        && Integer.parseInt(number) < kept.selected().rows().size();
        if (kept == null || !valid) {
            throw new SalesforceProblem(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return new Place(kept, Integer.parseInt(number));
    }
}
