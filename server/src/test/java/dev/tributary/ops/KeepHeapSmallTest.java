package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The old generation of the serial collector")
class KeepHeapSmallTest {
    private static final long MIB = 1 << 20;

    @Test
    void is_left_alone_below_its_initial_size() {
        assertThat(KeepHeapSmall.isDue(50 * MIB, 0, 64 * MIB)).isFalse();
        assertThat(KeepHeapSmall.isDue(50 * MIB, 10 * MIB, 64 * MIB)).isFalse();
    }

    @Test
    void is_collected_before_it_grows() {
        assertThat(KeepHeapSmall.isDue(60 * MIB, 0, 64 * MIB)).isTrue();
        assertThat(KeepHeapSmall.isDue(60 * MIB, 30 * MIB, 64 * MIB)).isTrue();
    }

    @Test
    void is_not_collected_again_and_again_for_what_lives() {
        assertThat(KeepHeapSmall.isDue(170 * MIB, 100 * MIB, 64 * MIB)).isFalse();
        assertThat(KeepHeapSmall.isDue(180 * MIB, 100 * MIB, 64 * MIB)).isTrue();
    }
}
