package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

/** Who may look at all environments at once: each name here is a decision. */
class WithinTest {
    private static final String FIND = "looks for the environment of something that names none";
    private static final String LOOP = "looks for work of any environment, done within its own";

    private static final Map<String, String> ALLOWED =
            Map.ofEntries(
                    Map.entry("Database", "asks whether Postgres answers"),
                    Map.entry("Dispatch", "the admin key is of no environment"),
                    Map.entry("KeyAuthenticator", FIND + ": a key"),
                    Map.entry("LinkTokens", FIND + ": a link's token"),
                    Map.entry("FinishConnecting", FIND + ": an authorisation's state"),
                    Map.entry("IntegratedAccounts", FIND + ": an account that a webhook names"),
                    Map.entry("FollowChanges", "what is in force is kept for all at once"),
                    Map.entry("Compose", "the platform's overrides are of no environment"),
                    Map.entry("OwnConnectors", FIND + ": a change"),
                    Map.entry("Integration", LOOP + "; the admin key, at the start"),
                    Map.entry("Inbox", "one commit holds webhooks of all"),
                    Map.entry("Events", "reads the inbox of all; keeps its days"),
                    Map.entry("Stats", "stores counts of all at once"),
                    Map.entry("Pipeline", LOOP),
                    Map.entry("SyncRuns", LOOP),
                    Map.entry("Sync", "schedules runs for all accounts"),
                    Map.entry("BulkJobs", LOOP),
                    Map.entry("Bulk", "purges rows of old jobs"),
                    Map.entry("Unified", "purges old answers of writes"),
                    Map.entry("Commission", LOOP),
                    Map.entry("Payroll", LOOP));

    @Test
    void only_these_look_across_environments() {
        Map<String, String> looking = new TreeMap<>();
        for (Source source : Source.of("server/src/main")) {
            String name = source.path().getFileName().toString().replace(".java", "");
            if (source.text().contains("Within.everything()") && !name.equals("Within")) {
                looking.put(name, "");
            }
        }
        assertThat(looking.keySet()).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }
}
