package dev.tributary.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An environment's override is given to a part of its integrated accounts first. */
class RolloutTest {
    private static final int ACCOUNTS = 30;
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();
    private final Overridden over = new Overridden(LIVE);
    private final List<String> accounts = new ArrayList<>();

    @BeforeEach
    void manyAccounts() {
        LIVE.acme().on("GET /contacts/7", asked -> Acme.ok(Map.of("number", 7)));
        accounts.add(LIVE.account());
        for (int i = 1; i < ACCOUNTS; i++) {
            accounts.add(copied(i));
        }
    }

    /** As if it had been connected too, with the same credential. */
    private static String copied(int number) {
        String id = LIVE.account().substring(0, 24) + "%05d".formatted(number);
        LIVE.database()
                .transact(
                        handle -> {
                            handle.execute(
                                    """
                                    INSERT INTO integrated_account
                                        (id, environment_id, provider, tenant_id, status, variables,
                                         created_at, updated_at)
                                    SELECT ?, environment_id, provider, id || ?, 'active', variables,
                                        created_at, updated_at
                                    FROM integrated_account WHERE id = ?
                                    """,
                                    id,
                                    number,
                                    LIVE.account());
                        });
        return id;
    }

    /** Those that have the version which says {@code mark}. */
    private Set<String> having(String mark) {
        Set<String> having = new LinkedHashSet<>();
        for (String account : accounts) {
            Answer capable =
                    over.send("GET", "/integrated-accounts/" + account + "/capabilities", null);
            if (capable.json().get("title").equals(mark)) {
                having.add(account);
            }
        }
        return having;
    }

    private Answer put(String title, int rollout) {
        return over.putEnvironment(Map.of("title", title), Map.of("rollout", rollout));
    }

    private Answer grow(int rollout) {
        return over.send("POST", "/overrides/acme:rollout", Map.of("rollout", rollout));
    }

    private static List<String> acts() {
        return LIVE.database()
                .read(
                        handle ->
                                handle.createQuery("SELECT action FROM audit_log ORDER BY id")
                                        .mapTo(String.class)
                                        .list());
    }

    @Test
    void a_percentage_that_grows_only_adds_accounts_and_the_rest_keeps_the_old_version() {
        put("Old", 100);
        Answer part = put("New", 10);
        assertThat(part.json()).containsEntry("rollout", 10).containsEntry("rest_version", 2);
        Set<String> before = Set.of();
        for (int percent : List.of(10, 25, 50, 75, 90)) {
            assertThat(grow(percent).status()).isEqualTo(200);
            Set<String> now = having("New");
            assertThat(now).containsAll(before);
            assertThat(having("Old")).hasSize(ACCOUNTS - now.size());
            before = now;
        }
        assertThat(before.size()).isBetween(ACCOUNTS / 2, ACCOUNTS);
        Answer all = grow(100);
        assertThat(all.json()).containsEntry("rollout", 100).containsEntry("rest_version", null);
        assertThat(having("New")).hasSize(ACCOUNTS);
        assertThat(grow(50).status()).isEqualTo(409);
    }

    @Test
    void a_rollout_of_nothing_is_for_nobody_and_is_rolled_back_to_what_everybody_had() {
        put("Old", 100);
        put("New", 0);
        assertThat(having("Old")).hasSize(ACCOUNTS);
        grow(50);
        assertThat(having("New")).isNotEmpty();
        assertThat(acts()).endsWith("override.put", "override.rollout");
        Answer back = over.send("POST", "/overrides/acme:rollback", Map.of());
        assertThat(back.json()).containsEntry("rollout", 100);
        assertThat(having("Old")).hasSize(ACCOUNTS);
    }
}
