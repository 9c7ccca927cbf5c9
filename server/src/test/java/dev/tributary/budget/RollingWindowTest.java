package dev.tributary.budget;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class RollingWindowTest {
    @Test
    void the_limit_goes_through_at_once_and_the_next_waits_for_the_oldest_to_leave() {
        RollingWindow window = new RollingWindow(3, 100);
        for (long now : new long[] {0, 10, 20}) {
            assertThat(window.waitNanos(now, 0)).isZero();
            window.take(now);
        }
        assertThat(window.waitNanos(30, 0)).isEqualTo(70);
        assertThat(window.left(30)).isZero();
        assertThat(window.waitNanos(100, 0)).isZero();
        assertThat(window.left(110)).isEqualTo(2);
    }

    @Test
    void a_reserve_is_kept_for_others() {
        RollingWindow window = new RollingWindow(10, 100);
        for (int i = 0; i < 9; i++) {
            window.take(i);
        }
        assertThat(window.waitNanos(9, 1)).isEqualTo(91);
        assertThat(window.waitNanos(9, 0)).isZero();
    }

    @Property
    void no_span_of_the_window_ever_holds_more_than_the_limit(
            @ForAll @IntRange(min = 1, max = 20) int limit,
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 60) Long> gaps) {
        RollingWindow window = new RollingWindow(limit, 100);
        List<Long> taken = new ArrayList<>();
        long now = 0;
        for (long gap : gaps) {
            now += gap;
            now += window.waitNanos(now, 0);
            assertThat(window.waitNanos(now, 0)).isZero();
            window.take(now);
            taken.add(now);
        }
        for (int i = limit; i < taken.size(); i++) {
            assertThat(taken.get(i) - taken.get(i - limit)).isGreaterThanOrEqualTo(100);
        }
    }
}
