package dev.tributary.sandbox;

import dev.tributary.sandbox.gusto.GustoEmulator;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the emulators until the process is stopped, with an example app and some data in each. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the emulated providers until stopped.")
final class Serve implements Callable<Integer> {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger HTTP_LOG = Logger.getLogger("io.helidon");

    @Option(
            names = "--hubspot-port",
            defaultValue = "7101",
            description = "default: ${DEFAULT-VALUE}; 0 takes a free one")
    private int hubSpotPort;

    @Option(
            names = "--gusto-port",
            defaultValue = "7102",
            description = "default: ${DEFAULT-VALUE}; 0 takes a free one")
    private int gustoPort;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "of all that looks random; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--faults",
            defaultValue = "off",
            description = "off, default or harsh; default: ${DEFAULT-VALUE}")
    private String faults = "off";

    @Option(
            names = "--redirect-uri",
            description =
                    "of the example apps, repeatable; default: http://127.0.0.1:8080/callback")
    private List<String> redirectUris = new ArrayList<>();

    @Option(names = "--webhook-target", description = "where the example app's events go")
    private @Nullable URI webhookTarget;

    @Override
    public Integer call() throws InterruptedException {
        HTTP_LOG.setLevel(Level.WARNING);
        FaultProfile profile = FaultProfile.valueOf(faults.toUpperCase(Locale.ROOT));
        if (redirectUris.isEmpty()) {
            redirectUris.add("http://127.0.0.1:8080/callback");
        }
        Options options = Options.defaults().withSeed(seed);
        try (HubSpotEmulator hubSpot = HubSpotEmulator.start(options.withPort(hubSpotPort));
                GustoEmulator gusto = GustoEmulator.start(options.withPort(gustoPort))) {
            introduce(System.out, hubSpot);
            introduce(System.out, gusto);
            hubSpot.apply(profile);
            gusto.apply(profile);
            System.out.printf("%nFaults: %s. Dials: curl -s ADDRESS/_sandbox/dials%n", faults);
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void introduce(PrintStream out, HubSpotEmulator hubSpot) {
        var app =
                hubSpot.apps()
                        .create(
                                new TreeSet<>(redirectUris),
                                dev.tributary.sandbox.hubspot.App.ALL_SCOPES);
        Optional.ofNullable(webhookTarget)
                .ifPresent(target -> hubSpot.apps().target(app.id(), target, 10));
        hubSpot.apps().subscribe(app.id(), "deal.creation");
        hubSpot.apps().subscribe(app.id(), "deal.propertyChange", "dealstage");
        var owner = hubSpot.owners().add("Darcel", "Schlecht", "darcel.schlecht@example.com");
        hubSpot.crm()
                .createDeal(
                        Map.of(
                                "dealname", "GTX Pro for Isdom",
                                "amount", "4514",
                                "dealstage", "contractsent",
                                "hubspot_owner_id", owner.id()));
        String scopes = "oauth crm.objects.deals.read crm.objects.owners.read";
        Map<String, String> wish = wish(app.clientId(), Map.of("scope", scopes));
        out.printf(
                """

                HubSpot %s   (portal %s, app %s)
                  client id      %s
                  client secret  %s
                  developer key  %s

                  CODE=$(curl -s -o /dev/null -w '%%{redirect_url}' %s/oauth/authorize \\
                    -d '%s' | sed 's/.*code=//; s/&.*//')
                  TOKEN=$(curl -s %s/oauth/v3/token -d grant_type=authorization_code \\
                    -d client_id=%s -d client_secret=%s \\
                    -d redirect_uri=%s -d "code=$CODE" | sed 's/.*"access_token":"//; s/".*//')
                  curl -s -H "Authorization: Bearer $TOKEN" %s/crm/v3/objects/deals
                """,
                hubSpot.address(),
                hubSpot.portal().id(),
                app.id(),
                app.clientId(),
                app.clientSecret(),
                app.developerKey(),
                hubSpot.address(),
                form(wish),
                hubSpot.address(),
                app.clientId(),
                app.clientSecret(),
                redirectUris.getFirst(),
                hubSpot.address());
    }

    private void introduce(PrintStream out, GustoEmulator gusto) {
        var app =
                gusto.apps()
                        .create(
                                Set.copyOf(redirectUris),
                                dev.tributary.sandbox.gusto.App.ALL_SCOPES);
        gusto.company().addEmployee("Darcel", "Schlecht", "darcel.schlecht@example.com");
        LocalDate today = gusto.businessDate().today();
        gusto.payrolls().addMonthly(YearMonth.from(today));
        Map<String, String> wish = wish(app.clientId(), Map.of("response_type", "code"));
        out.printf(
                """

                Gusto %s   (company %s)
                  client id      %s
                  client secret  %s

                  CODE=$(curl -s -o /dev/null -w '%%{redirect_url}' %s/oauth/authorize \\
                    -d '%s' | sed 's/.*code=//; s/&.*//')
                  TOKEN=$(curl -s %s/oauth/token -H 'Content-Type: application/json' \\
                    -d "%s" | sed 's/.*"access_token":"//; s/".*//')
                  curl -s -H "Authorization: Bearer $TOKEN" \\
                    '%s/v1/companies/%s/payrolls?processing_statuses=unprocessed'
                """,
                gusto.address(),
                gusto.company().uuid(),
                app.clientId(),
                app.clientSecret(),
                gusto.address(),
                form(wish),
                gusto.address(),
                Json.text(
                                Json.of("grant_type", "authorization_code")
                                        .and("client_id", app.clientId())
                                        .and("client_secret", app.clientSecret())
                                        .and("redirect_uri", redirectUris.getFirst())
                                        .and("code", "$CODE"))
                        .replace("\"", "\\\""),
                gusto.address(),
                gusto.company().uuid());
    }

    private Map<String, String> wish(String clientId, Map<String, String> more) {
        Map<String, String> wish = new TreeMap<>(more);
        wish.put("client_id", clientId);
        wish.put("redirect_uri", redirectUris.getFirst());
        return wish;
    }

    private static String form(Map<String, String> fields) {
        return String.join(
                "&",
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + ConsentPage.encode(field.getValue()))
                        .toList());
    }
}
