package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The old generation of the serial collector")
class KeepHeapSmallTest {
    private static final long MIB = 1 << 20;

    @Test
    void isLeftAloneBelowItsInitialSize() {
        assertThat(KeepHeapSmall.isDue(50 * MIB, 0, 64 * MIB)).isFalse();
        assertThat(KeepHeapSmall.isDue(50 * MIB, 10 * MIB, 64 * MIB)).isFalse();
    }

    @Test
    void isCollectedBeforeItGrows() {
        assertThat(KeepHeapSmall.isDue(60 * MIB, 0, 64 * MIB)).isTrue();
        assertThat(KeepHeapSmall.isDue(60 * MIB, 30 * MIB, 64 * MIB)).isTrue();
    }

    @Test
    void isNotCollectedAgainAndAgainForWhatLives() {
        assertThat(KeepHeapSmall.isDue(170 * MIB, 100 * MIB, 64 * MIB)).isFalse();
        assertThat(KeepHeapSmall.isDue(180 * MIB, 100 * MIB, 64 * MIB)).isTrue();
    }
}
