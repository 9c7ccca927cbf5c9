package dev.tributary.sandbox;

import dev.tributary.sandbox.gusto.GustoEmulator;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the emulators until the process is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the emulated providers until stopped.")
final class Serve implements Callable<Integer> {
    @Option(names = "--hubspot-port", description = "default: ${DEFAULT-VALUE}, 0 = free")
    private int hubspotPort = 7101;

    @Option(names = "--gusto-port", description = "default: ${DEFAULT-VALUE}, 0 = free")
    private int gustoPort = 7102;

    @Option(names = "--seed", description = "of all randomness; default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--faults", description = "off, default or harsh; default: off")
    private FaultProfile faults = FaultProfile.OFF;

    @Override
    public Integer call() throws InterruptedException {
        Options options = Options.defaults().withSeed(seed);
        try (HubSpotEmulator hubspot = HubSpotEmulator.start(options.withPort(hubspotPort));
                GustoEmulator gusto = GustoEmulator.start(options.withPort(gustoPort))) {
            hubspot.apply(faults);
            gusto.apply(faults);
            System.out.println("HubSpot  " + hubspot.address());
            System.out.println("Gusto    " + gusto.address());
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
