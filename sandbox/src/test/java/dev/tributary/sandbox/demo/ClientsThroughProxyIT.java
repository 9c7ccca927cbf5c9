package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.NodeScript;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Providers' own client libraries do not notice that Tributary stands in between. */
@ExtendWith(Connected.class)
class ClientsThroughProxyIT {
    private final ThreeCrms crms;

    ClientsThroughProxyIT(ThreeCrms crms) {
        this.crms = crms;
    }

    @Test
    void three_client_libraries_work_unchanged_through_the_proxy() throws Exception {
        NodeScript script = new NodeScript("proxy");
        script.install("jsforce");
        crms.create(ThreeCrms.PIPEDRIVE, "accounts", Json.of("name", "There before"));
        var said =
                script.run(
                        "client-check.js",
                        crms.address().toString(),
                        crms.proxyOrigin().toString(),
                        crms.apiKey(),
                        crms.account(ThreeCrms.HUBSPOT),
                        crms.account(ThreeCrms.SALESFORCE),
                        crms.account(ThreeCrms.PIPEDRIVE));
        assertThat(said)
                .containsEntry("hubspot", 1)
                .containsEntry("salesforce", 300)
                .containsEntry("salesforceBulk", 2300)
                .containsEntry("pipedrive", 1);
    }
}
