package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.FaultProfile;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo run was asked for.
 *
 * @param keep whether what an earlier run left in the data folder stays
 * @param terminal whether a person watches who can be shown a moving picture
 * @param serverCommand a shell command line that starts the server
 */
record DemoOptions(
        long seed,
        FaultProfile faults,
        Months months,
        Ports ports,
        Path dataFolder,
        boolean keep,
        boolean terminal,
        Optional<String> databaseUrl,
        Kills kills,
        String serverCommand) {

    DemoOptions with(Ports others) {
        return new DemoOptions(
                seed,
                faults,
                months,
                others,
                dataFolder,
                keep,
                terminal,
                databaseUrl,
                kills,
                serverCommand);
    }

    /**
     * Crashes on purpose.
     *
     * @param server how often kill -9 hits the server alone
     * @param everything how often it hits the server and PostgreSQL together
     */
    record Kills(int server, int everything) {
        static final Kills NONE = new Kills(0, 0);

        int total() {
            return server + everything;
        }
    }
}
