package dev.tributary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.gusto.GustoDial;
import dev.tributary.sandbox.hubspot.HubSpotDial;
import dev.tributary.sandbox.pipedrive.PipedriveDial;
import dev.tributary.sandbox.salesforce.SalesforceDial;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class ReadmeTest {
    @Test
    void every_dial_is_documented_with_its_values_and_caption() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));

        Stream.<Dial[]>of(
                        HttpFault.values(),
                        HubSpotDial.values(),
                        GustoDial.values(),
                        SalesforceDial.values(),
                        PipedriveDial.values())
                .flatMap(Stream::of)
                .forEach(dial -> assertThat(lines).contains(line(dial)));
    }

    private static String line(Dial dial) {
        Dial.Spec spec = dial.spec();
        String off =
                spec.kind() == Dial.Kind.SWITCH
                        ? spec.quiet() == 1 ? "on" : "off"
                        : Long.toString(spec.quiet());
        String lively = spec.quiet() == spec.lively() ? "" : Long.toString(spec.lively());
        return "| `%s` | %s | %s | %s |".formatted(dial.key(), off, lively, spec.caption());
    }
}
