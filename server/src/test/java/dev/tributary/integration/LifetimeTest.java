package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

class LifetimeTest {
    private static final Instant NOW = Instant.parse("2017-03-01T00:00:00Z");

    @Test
    void the_margin_is_a_fifth_of_a_short_life_and_five_minutes_of_a_long_one() {
        assertThat(life(Duration.ofSeconds(60)).margin()).isEqualTo(Duration.ofSeconds(12));
        assertThat(life(Duration.ofMinutes(25)).margin()).isEqualTo(Duration.ofMinutes(5));
        assertThat(life(Duration.ofHours(2)).margin()).isEqualTo(Duration.ofMinutes(5));
        assertThat(life(Duration.ofHours(2)).freshUntil()).isEqualTo(NOW.plusSeconds(6900));
    }

    @Property
    void the_background_refreshes_a_little_before_anybody_must_wait(
            @ForAll @LongRange(min = 1, max = 10_000_000) long millis, @ForAll long seed) {
        Lifetime life = life(Duration.ofMillis(millis));
        Instant at = life.refreshAt(new Random(seed));
        assertThat(at).isBeforeOrEqualTo(life.freshUntil()).isAfterOrEqualTo(NOW);
        assertThat(Duration.between(at, life.freshUntil()))
                .isLessThanOrEqualTo(life.margin().dividedBy(4));
    }

    private static Lifetime life(Duration length) {
        return new Lifetime(NOW, NOW.plus(length));
    }
}
