package dev.tributary.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Ids;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class BucketsTest {
    private static final int ACCOUNTS = 20_000;

    private static List<String> ids(String prefix, int count) {
        Ids ids = new Ids(Clock.systemUTC(), new Random(7));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ids.next(prefix));
        }
        return all;
    }

    @Test
    void a_percentage_is_about_that_part_of_the_accounts() {
        String override = ids("ovr", 1).getFirst();
        List<String> accounts = ids("ia", ACCOUNTS);
        for (int percent : List.of(1, 5, 20, 50, 90)) {
            long in = accounts.stream().filter(a -> Buckets.of(override, a) < percent).count();
            assertThat(100.0 * in / ACCOUNTS).isBetween(percent - 1.5, percent + 1.5);
        }
    }

    @Test
    void every_override_begins_with_other_accounts() {
        List<String> overrides = ids("ovr", 2);
        List<String> accounts = ids("ia", ACCOUNTS);
        long both =
                accounts.stream()
                        .filter(a -> Buckets.of(overrides.getFirst(), a) < 10)
                        .filter(a -> Buckets.of(overrides.getLast(), a) < 10)
                        .count();
        assertThat(100.0 * both / ACCOUNTS).isBetween(0.5, 1.6);
    }

    @Test
    void an_account_is_always_in_the_same_bucket() {
        assertThat(Buckets.of("ovr_1", "ia_1")).isEqualTo(92);
        assertThat(Buckets.of("ovr_1", "ia_2")).isEqualTo(16);
    }
}
