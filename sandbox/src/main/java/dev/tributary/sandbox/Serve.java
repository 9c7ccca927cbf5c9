package dev.tributary.sandbox;

import dev.tributary.sandbox.gusto.GustoEmulator;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;
import dev.tributary.sandbox.pipedrive.PipedriveEmulator;
import dev.tributary.sandbox.salesforce.SalesforceEmulator;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    private static final int WEBHOOK_REQUESTS_AT_ONCE = 10;

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
            names = "--salesforce-port",
            defaultValue = "7103",
            description = "default: ${DEFAULT-VALUE}; 0 takes a free one")
    private int salesforcePort;

    @Option(
            names = "--pipedrive-port",
            defaultValue = "7104",
            description = "default: ${DEFAULT-VALUE}; 0 takes a free one")
    private int pipedrivePort;

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
                GustoEmulator gusto = GustoEmulator.start(options.withPort(gustoPort));
                SalesforceEmulator salesforce =
                        SalesforceEmulator.start(options.withPort(salesforcePort));
                PipedriveEmulator pipedrive =
                        PipedriveEmulator.start(options.withPort(pipedrivePort))) {
            System.out.print(introduce(hubSpot));
            System.out.print(introduce(gusto));
            System.out.print(introduce(salesforce));
            System.out.print(introduce(pipedrive));
            hubSpot.apply(profile);
            gusto.apply(profile);
            salesforce.apply(profile);
            pipedrive.apply(profile);
            System.out.printf("%nFaults: %s. Dials: curl -s ADDRESS/_sandbox/dials%n", faults);
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private String introduce(HubSpotEmulator hubSpot) {
        var apps = hubSpot.apps();
        var app =
                apps.create(
                        new TreeSet<>(redirectUris), dev.tributary.sandbox.hubspot.App.ALL_SCOPES);
        Optional.ofNullable(webhookTarget)
                .ifPresent(target -> apps.target(app.id(), target, WEBHOOK_REQUESTS_AT_ONCE));
        apps.subscribe(app.id(), "deal.creation");
        apps.subscribe(app.id(), "deal.propertyChange", "dealstage");
        var owner = hubSpot.owners().add("Darcel", "Schlecht", "darcel.schlecht@example.com");
        hubSpot.crm()
                .createDeal(
                        Map.of(
                                "dealname", "GTX Pro for Isdom",
                                "amount", "4514",
                                "dealstage", "contractsent",
                                "hubspot_owner_id", owner.id()));
        String scopes = "oauth crm.objects.deals.read crm.objects.owners.read";
        return fill(
                "welcome-hubspot.txt",
                Map.of(
                        "address", hubSpot.address().toString(),
                        "portal", hubSpot.portal().id(),
                        "app", app.id(),
                        "client_id", app.clientId(),
                        "client_secret", app.clientSecret(),
                        "developer_key", app.developerKey(),
                        "redirect_uri", redirectUris.getFirst(),
                        "wish", form(wish(app.clientId(), Map.of("scope", scopes)))));
    }

    private String introduce(GustoEmulator gusto) {
        var app =
                gusto.apps()
                        .create(
                                Set.copyOf(redirectUris),
                                dev.tributary.sandbox.gusto.App.ALL_SCOPES);
        gusto.company().addEmployee("Darcel", "Schlecht", "darcel.schlecht@example.com");
        gusto.payrolls().addMonthly(YearMonth.from(gusto.businessDate().today()));
        return fill(
                "welcome-gusto.txt",
                Map.of(
                        "address", gusto.address().toString(),
                        "company", gusto.company().uuid(),
                        "client_id", app.clientId(),
                        "client_secret", app.clientSecret(),
                        "redirect_uri", redirectUris.getFirst(),
                        "wish", form(wish(app.clientId(), Map.of("response_type", "code")))));
    }

    private String introduce(SalesforceEmulator salesforce) {
        var app =
                salesforce
                        .apps()
                        .create(
                                Set.copyOf(redirectUris),
                                dev.tributary.sandbox.salesforce.App.ALL_SCOPES);
        salesforce.org().addUser("Darcel", "Schlecht", "darcel.schlecht@example.com");
        salesforce
                .org()
                .create(
                        "Opportunity",
                        Map.of(
                                "Name", "GTX Pro for Isdom",
                                "StageName", "Prospecting",
                                "Amount", "4514",
                                "CloseDate", salesforce.businessDate().today().toString()));
        return fill(
                "welcome-salesforce.txt",
                Map.of(
                        "address", salesforce.address().toString(),
                        "org", salesforce.org().id(),
                        "client_id", app.clientId(),
                        "client_secret", app.clientSecret(),
                        "redirect_uri", redirectUris.getFirst(),
                        "wish", form(wish(app.clientId(), Map.of("response_type", "code")))));
    }

    private String introduce(PipedriveEmulator pipedrive) {
        var company = pipedrive.company();
        var app =
                pipedrive
                        .apps()
                        .create(
                                Set.copyOf(redirectUris),
                                dev.tributary.sandbox.pipedrive.App.ALL_SCOPES);
        company.items()
                .create(
                        dev.tributary.sandbox.pipedrive.ItemType.DEAL,
                        Map.of("title", "GTX Pro for Isdom", "value", 4514));
        return fill(
                "welcome-pipedrive.txt",
                Map.of(
                        "address", pipedrive.address().toString(),
                        "company", company.name(),
                        "api_domain", company.address().toString(),
                        "api_token", pipedrive.tokens().create(company, company.adminId()),
                        "client_id", app.clientId(),
                        "client_secret", app.clientSecret(),
                        "redirect_uri", redirectUris.getFirst(),
                        "wish", form(wish(app.clientId(), Map.of()))));
    }

    private static String fill(String template, Map<String, String> values) {
        try (InputStream text = Serve.class.getResourceAsStream(template)) {
            if (text == null) {
                throw new IllegalStateException("the jar lacks " + template);
            }
            String filled = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace("{" + value.getKey() + "}", value.getValue());
            }
            return filled;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
