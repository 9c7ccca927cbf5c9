package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.demo.SetUp.Connected;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One run of the demo, from empty folders to the checks. */
final class Demo implements AutoCloseable {
    private final DemoOptions options;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final Patience patience = new Patience(clock);
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Timeline timeline;
    private final Progress progress;
    private final Emulators emulators;
    private final ServerProcess server;
    private final Api admin;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Opens the data folder and the emulators' ports; starts no process. */
    Demo(DemoOptions asked, PrintStream out) {
        this.options = asked.with(asked.ports().checked());
        this.out = out;
        this.timeline = new Timeline(DataSet.bundled(), options.months(), options.seed());
        this.progress = new Progress(options.months(), timeline.length());
        DataFolder folder = new DataFolder(options.dataFolder(), patience);
        folder.open(options.keep());
        String adminKey = secret();
        ServerSettings settings = new ServerSettings(options, folder.path(), adminKey);
        this.emulators = Emulators.start(options, clock);
        this.server =
                new ServerProcess(
                        options.serverCommand(),
                        settings.environment(),
                        folder.log(),
                        settings.address(),
                        http,
                        patience);
        this.admin = new Api(http, clock, settings.address(), adminKey, server::mustBeAlive);
    }

    /**
     * Plays and checks.
     *
     * @param connected is told how to reach what the run has set up, as soon as it is
     */
    Report run(Consumer<Connected> connected) {
        Instant begun = clock.instant();
        try (Monitor monitor = new Monitor(emulators::undelivered, server);
                Display display = new Display(out, options.terminal(), clock, progress, monitor)) {
            display.start();
            emulators.floor().furnish(timeline.data(), timeline);
            emulators.office().furnish(timeline.data().staff(), options.months());
            server.start();
            Connected tributary = new SetUp(admin, emulators, patience, progress).run();
            connected.accept(tributary);
            monitor.start(tributary.maker());
            play(tributary, monitor);
            progress.doing("the books are checked");
            return report(tributary, begun);
        }
    }

    private void play(Connected tributary, Monitor monitor) {
        int steps = timeline.length() + options.months().list().size() * CloseMonth.STEPS;
        try (Chaos chaos = new Chaos(options.kills(), steps, options.seed(), server);
                CustomerAdmin customer = tributary.customer()) {
            chaos.start();
            customer.lookAfter(List.of(tributary.crmAccount(), tributary.payrollAccount()));
            PlayMonth player =
                    new PlayMonth(timeline, emulators.floor(), monitor, patience, progress, chaos);
            CloseMonth closer =
                    new CloseMonth(tributary, emulators, monitor, patience, progress, chaos);
            for (YearMonth month : options.months().list()) {
                Instant since = clock.instant();
                emulators.moveBusinessDate(month);
                player.play(month);
                closer.close(month, since);
            }
            chaos.finish();
        }
    }

    private Report report(Connected tributary, Instant begun) {
        Duration elapsed = Duration.between(begun, clock.instant());
        Books books = Books.read(tributary, emulators.office(), options.months());
        Checks checks = new Checks(books, new Spreadsheet(timeline).rows(), timeline);
        LedgerDigest digest =
                new LedgerDigest(
                        books.people(), deal -> emulators.floor().opportunity(deal).orElse(deal));
        return new Report(
                options,
                timeline,
                emulators.floor().deals(),
                books,
                checks.all(),
                new Report.Payroll(checks.providerTotal(), checks.duplicates()),
                tributary.maker().get("/stats"),
                digest.text(books.balances()),
                new Report.Cost(elapsed, server.peakMiB(), tributary.customer().connectedAgain()));
    }

    /** Returns when the server dies; otherwise this process is stopped from outside. */
    void serve() {
        while (true) {
            server.mustBeAlive();
            Patience.pause(Duration.ofMillis(500));
        }
    }

    static void write(Report report, Path file) {
        try {
            Files.writeString(file, Json.pretty(report.json()) + "\n");
        } catch (IOException unwritable) {
            throw new DemoFailure("cannot write the report: " + unwritable, unwritable);
        }
    }

    /** May be called by the thread that plays and by the one that hears Ctrl-C. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.close();
        emulators.close();
        http.shutdownNow();
    }

    private static String secret() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return "demo_" + HexFormat.of().formatHex(bytes);
    }
}
