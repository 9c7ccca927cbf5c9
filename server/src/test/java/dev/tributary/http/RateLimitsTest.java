package dev.tributary.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

class RateLimitsTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final RateLimits limits = new RateLimits(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private List<Long> take(int times, int limit) {
        return IntStream.range(0, times)
                .mapToObj(i -> limits.take("key", limit).remaining())
                .toList();
    }

    @Test
    void a_minute_s_requests_may_come_at_once_and_then_no_more() {
        assertThat(take(4, 3)).containsExactly(2L, 1L, 0L, -1L);
        assertThat(limits.take("other", 3).remaining()).isEqualTo(2);
    }

    @Test
    void requests_come_back_evenly() {
        take(3, 3);
        RateLimits.Left none = limits.take("key", 3);
        assertThat(none).isEqualTo(new RateLimits.Left(3, -1, 20));
        pass(Duration.ofSeconds(19));
        assertThat(limits.take("key", 3)).isEqualTo(new RateLimits.Left(3, -1, 1));
        pass(Duration.ofSeconds(1));
        assertThat(take(2, 3)).containsExactly(0L, -1L);
        pass(Duration.ofSeconds(60));
        assertThat(take(4, 3)).containsExactly(2L, 1L, 0L, -1L);
    }

    @Test
    void what_is_left_is_said_as_the_draft_of_the_ietf_says_it() {
        RateLimits.Left left = limits.take("key", 6000);
        assertThat(left.policy()).isEqualTo("\"key\";q=6000;w=60");
        assertThat(left.state()).isEqualTo("\"key\";r=5999;t=1");
    }

    @Test
    void no_limit_is_no_limit() {
        assertThat(limits.take("key", 0).limited()).isFalse();
        assertThat(limits.callers()).isZero();
    }

    @Test
    void as_many_pass_as_may_however_many_ask_at_once() {
        long passed =
                IntStream.range(0, 2000)
                        .parallel()
                        .filter(i -> limits.take("key", 500).remaining() >= 0)
                        .count();
        assertThat(passed).isEqualTo(500);
    }

    @Test
    void who_has_all_of_theirs_is_forgotten_when_there_are_many() {
        IntStream.range(0, 20_000).forEach(i -> limits.take("key" + i, 60));
        assertThat(limits.callers()).isEqualTo(20_000);
        pass(Duration.ofSeconds(2));
        limits.take("one more", 60);
        assertThat(limits.callers()).isEqualTo(1);
    }
}
