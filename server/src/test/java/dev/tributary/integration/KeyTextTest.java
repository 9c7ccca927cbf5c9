package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.Secret;

import org.junit.jupiter.api.Test;

import java.util.Random;

class KeyTextTest {
    private final Random random = new Random(3);

    @Test
    void a_key_reads_back_as_its_parts() {
        KeyText made = KeyText.random(random);
        Secret text = made.text();
        assertThat(text.value()).startsWith("trb_live_").hasSize(59).matches("[0-9A-Za-z_]+");
        assertThat(KeyText.parse(text.value())).contains(made);
    }

    @Test
    void a_key_with_any_other_character_is_no_key() {
        String text = KeyText.random(random).text().value();
        for (int i = "trb_live_".length(); i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @Test
    void a_key_cut_short_or_of_another_kind_is_no_key() {
        String text = KeyText.random(random).text().value();
        assertThat(KeyText.parse(text.substring(0, text.length() - 1))).isEmpty();
        assertThat(KeyText.parse(text + "0")).isEmpty();
        assertThat(KeyText.parse(text.replace("live", "test"))).isEmpty();
        assertThat(KeyText.parse("")).isEmpty();
    }

    @Test
    void two_keys_are_never_alike() {
        assertThat(KeyText.random(random)).isNotEqualTo(KeyText.random(random));
    }
}
