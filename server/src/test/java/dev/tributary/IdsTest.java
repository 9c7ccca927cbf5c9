package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class IdsTest {
    private static final Instant NOW = Instant.parse("2017-03-01T12:34:56.789Z");
    private final Ids ids = new Ids(Clock.fixed(NOW, ZoneOffset.UTC), new Random(7));

    @Test
    void ids_carry_their_prefix_and_the_time_they_were_made() {
        String id = ids.next("evt");
        assertThat(id).startsWith("evt_").hasSize(30);
        assertThat(Ids.is("evt", id)).isTrue();
        assertThat(Ids.is("env", id)).isFalse();
        assertThat(Ids.madeAt(id)).isEqualTo(NOW);
    }

    @Test
    void ids_sort_upwards_as_text_even_within_one_millisecond() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next("x"));
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void text_that_is_no_id_is_refused() {
        assertThatThrownBy(() -> Ids.madeAt("evt_nonsense")).isInstanceOf(Failure.class);
        assertThat(Ids.is("evt", "evt_0000000000000000000000000u")).isFalse();
    }
}
