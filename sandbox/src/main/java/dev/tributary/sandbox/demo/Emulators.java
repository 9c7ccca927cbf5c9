package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.Counters;
import dev.tributary.sandbox.Dice;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.gusto.GustoDial;
import dev.tributary.sandbox.gusto.GustoEmulator;
import dev.tributary.sandbox.hubspot.HubSpotDial;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The two emulated providers of the demo, with the people who use them. */
final class Emulators implements AutoCloseable {
    private static final int WEBHOOK_REQUESTS_AT_ONCE = 10;
    private static final long RETRY_MILLIS_AMID_CRASHES = 100;
    private static final List<String> WATCHED =
            List.of("dealname", "dealstage", "amount", "closedate", "hubspot_owner_id");

    private final HubSpotEmulator hubSpot;
    private final GustoEmulator gusto;
    private final SalesFloor floor;
    private final PayrollOffice office;
    private final Set<YearMonth> lostReplies;
    private final Set<YearMonth> conflicts;

    /** An app as registered with a provider. */
    record App(String clientId, String clientSecret) {}

    private Emulators(HubSpotEmulator hubSpot, GustoEmulator gusto, DemoOptions options) {
        this.hubSpot = hubSpot;
        this.gusto = gusto;
        this.floor = new SalesFloor(hubSpot.portal());
        this.office = new PayrollOffice(gusto.company());
        hubSpot.apply(options.faults());
        gusto.apply(options.faults());
        if (options.kills().total() > 0) {
            hubSpot.dials().set(HubSpotDial.WEBHOOK_RETRY_MILLIS, RETRY_MILLIS_AMID_CRASHES);
        }
        this.lostReplies = trouble(GustoDial.PAYROLL_REPLY_DROPPED_NEXT, options);
        this.conflicts = trouble(GustoDial.PAYROLL_CONFLICT_NEXT, options);
    }

    static Emulators start(DemoOptions options, Clock clock) {
        Options both = new Options(0, options.seed(), clock);
        HubSpotEmulator hubSpot = HubSpotEmulator.start(both.withPort(options.ports().hubSpot()));
        try {
            GustoEmulator gusto = GustoEmulator.start(both.withPort(options.ports().gusto()));
            return new Emulators(hubSpot, gusto, options);
        } catch (RuntimeException refused) {
            hubSpot.close();
            throw refused;
        }
    }

    SalesFloor floor() {
        return floor;
    }

    PayrollOffice office() {
        return office;
    }

    URI hubSpot() {
        return hubSpot.address();
    }

    URI gusto() {
        return gusto.address();
    }

    /** Registers our app with the CRM, with its webhooks aimed at the server. */
    App registerCrmApp(URI redirect, URI webhooks) {
        var app =
                hubSpot.apps()
                        .create(
                                Set.of(redirect.toString()),
                                dev.tributary.sandbox.hubspot.App.ALL_SCOPES);
        hubSpot.apps().subscribe(app.id(), "deal.creation");
        hubSpot.apps().subscribe(app.id(), "deal.deletion");
        WATCHED.forEach(
                property -> hubSpot.apps().subscribe(app.id(), "deal.propertyChange", property));
        hubSpot.apps().target(app.id(), webhooks, WEBHOOK_REQUESTS_AT_ONCE);
        return new App(app.clientId(), app.clientSecret());
    }

    App registerPayrollApp(URI redirect) {
        var app =
                gusto.apps()
                        .create(
                                Set.of(redirect.toString()),
                                dev.tributary.sandbox.gusto.App.ALL_SCOPES);
        return new App(app.clientId(), app.clientSecret());
    }

    /** Events that have happened in the CRM and have not reached anybody yet. */
    long undelivered() {
        return hubSpot.webhooks().pending();
    }

    /** A search sees a write only some time after it. */
    void awaitSearchIndex() {
        long lag = hubSpot.dials().get(HubSpotDial.SEARCH_INDEX_LAG_MILLIS);
        Patience.pause(Duration.ofMillis(2 * lag));
    }

    void moveBusinessDate(YearMonth month) {
        hubSpot.businessDate().set(month.atEndOfMonth());
        gusto.businessDate().set(month.atEndOfMonth());
    }

    /** Lets this month's payroll have the trouble that the seed chose for it. */
    void beginPayroll(YearMonth month) {
        gusto.dials().set(GustoDial.PAYROLL_REPLY_DROPPED_NEXT, lostReplies.contains(month));
        gusto.dials().set(GustoDial.PAYROLL_CONFLICT_NEXT, conflicts.contains(month));
    }

    Counters hubSpotCounters() {
        return hubSpot.counters();
    }

    Counters gustoCounters() {
        return gusto.counters();
    }

    @Override
    public void close() {
        hubSpot.close();
        gusto.close();
    }

    /** As many months as the dial says, chosen by the seed; the dial waits for them. */
    private Set<YearMonth> trouble(GustoDial dial, DemoOptions options) {
        List<YearMonth> months = options.months().list();
        long times = Math.min(gusto.dials().get(dial), months.size());
        gusto.dials().set(dial, 0);
        Dice dice = new Dice(options.seed());
        Set<YearMonth> chosen = new HashSet<>();
        for (int roll = 0; chosen.size() < times; roll++) {
            long number = dice.number(months.size(), dial.key() + " month " + roll);
            chosen.add(months.get((int) number));
        }
        return chosen;
    }
}
