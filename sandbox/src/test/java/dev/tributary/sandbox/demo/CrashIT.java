package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.FaultProfile;
import dev.tributary.sandbox.demo.Checks.Check;
import dev.tributary.sandbox.demo.DemoOptions.Kills;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** Two months of the demo with crashes end in the ledger of two months without. */
class CrashIT {
    private static final Path SERVER = Path.of("..", "server", "target", "server.jar");
    private static final long SEED = 11;

    @TempDir private static Path folder;
    private static String quiet = "";

    @BeforeAll
    static void play_without_faults_and_crashes() {
        assertThat(SERVER).as("built by mvn verify").exists();
        quiet = play("quiet", FaultProfile.OFF, Kills.NONE).ledger();
        assertThat(quiet).isNotEmpty();
    }

    @Test
    void killing_the_server_twenty_times_loses_nothing_and_books_nothing_twice() {
        Report report = play("killed", FaultProfile.DEFAULT, new Kills(20, 0));

        assertThat(report.ledger()).isEqualTo(quiet);
    }

    @Test
    void killing_the_server_and_its_database_together_loses_nothing_either() {
        Report report = play("all-killed", FaultProfile.DEFAULT, new Kills(0, 1));

        assertThat(report.ledger()).isEqualTo(quiet);
    }

    private static Report play(String name, FaultProfile faults, Kills kills) {
        DemoOptions options =
                new DemoOptions(
                        SEED,
                        faults,
                        Months.parse("2017-03..2017-04"),
                        new Ports(0, 0, 0),
                        folder.resolve(name),
                        false,
                        false,
                        Optional.empty(),
                        kills,
                        "'%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '%s' serve"
                                .formatted(
                                        System.getProperty("java.home"),
                                        SERVER.toAbsolutePath().normalize()));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (Demo demo = new Demo(options, nowhere)) {
            Report report = demo.run(connected -> {});
            assertThat(report.checks()).allMatch(Check::passed);
            return report;
        }
    }
}
