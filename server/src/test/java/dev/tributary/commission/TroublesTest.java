package dev.tributary.commission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class TroublesTest {
    private final SettableClock clock = SettableClock.at("2017-03-01T00:00:00Z");
    private final Troubles troubles = new Troubles(clock);

    @Test
    void an_environment_that_fails_is_left_alone_for_a_while_and_the_others_are_not() {
        troubles.failed("env_1", new IllegalStateException("no"));

        assertThat(troubles.mayTry("env_1")).isFalse();
        assertThat(troubles.mayTry("env_2")).isTrue();
        clock.advance(Duration.ofMillis(200));
        assertThat(troubles.mayTry("env_1")).isTrue();
    }

    @Test
    void it_waits_longer_each_time_within_a_bound_and_is_forgotten_when_it_works() {
        for (int i = 0; i < 10; i++) {
            troubles.failed("env_1", new IllegalStateException("no"));
        }
        clock.advance(Duration.ofSeconds(25));
        assertThat(troubles.mayTry("env_1")).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(troubles.mayTry("env_1")).isTrue();

        troubles.worked("env_1");
        troubles.failed("env_1", new IllegalStateException("no"));
        clock.advance(Duration.ofMillis(200));
        assertThat(troubles.mayTry("env_1")).isTrue();
    }
}
