package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.NodeScript;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Providers' own client libraries do not notice that Tributary stands in between. */
@ExtendWith(Connected.class)
class ClientsThroughProxyIT {
    private final ThreeCrms crms;

    ClientsThroughProxyIT(ThreeCrms crms) {
        this.crms = crms;
    }

    @Test
    void three_client_libraries_work_unchanged_through_the_proxy() throws Exception {
        NodeScript script =
                new NodeScript(
                        Path.of("src", "test", "js", "proxy"), Path.of("target", "proxy-check"));
        script.install("jsforce");
        crms.create(ThreeCrms.PIPEDRIVE, "accounts", Json.of("name", "There before"));
        NodeScript.Run run =
                script.check(
                        crms.address().toString(),
                        crms.proxyOrigin().toString(),
                        crms.apiKey(),
                        crms.account(ThreeCrms.HUBSPOT),
                        crms.account(ThreeCrms.SALESFORCE),
                        crms.account(ThreeCrms.PIPEDRIVE));
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Json.object(run.output().getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .containsEntry("hubspot", 1)
                .containsEntry("salesforce", 300)
                .containsEntry("salesforceBulk", 2300)
                .containsEntry("pipedrive", 1);
    }
}
