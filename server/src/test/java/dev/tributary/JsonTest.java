package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Map;

class JsonTest {
    record Deal(String dealName, BigDecimal amount, int count) {
        Deal {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("amount is negative");
            }
        }
    }

    @Test
    void every_digit_of_a_number_survives_reading_and_writing() {
        String text = "{\"a\":12345678901234567.8900,\"b\":9007199254740993,\"c\":1.50}";
        assertThat(Json.text(Json.tree(text))).isEqualTo(text);
        assertThat(Json.text(Json.read(text, Map.class))).isEqualTo(text);
        assertThat(Json.read(text, Map.class).get("c")).isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void record_components_are_snake_case_on_the_wire() {
        Deal deal = Json.read("{\"deal_name\":\"a\",\"amount\":\"1.10\",\"count\":2}", Deal.class);
        assertThat(deal).isEqualTo(new Deal("a", new BigDecimal("1.10"), 2));
        assertThat(Json.text(deal)).contains("\"deal_name\":\"a\"");
    }

    @Test
    void malformed_unknown_and_refused_input_is_an_invalid_request() {
        assertThatThrownBy(() -> Json.tree("{\"a\":1} x")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Json.tree("{\"a\":1,\"a\":2}")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Json.tree("")).isInstanceOf(Failure.class);
        assertThatThrownBy(
                        () ->
                                Json.read(
                                        "{\"deal_name\":\"a\",\"amount\":1,\"count\":1,\"colour\":1}",
                                        Deal.class))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("colour");
        assertThatThrownBy(
                        () ->
                                Json.read(
                                        "{\"deal_name\":\"a\",\"amount\":-1,\"count\":2}",
                                        Deal.class))
                .isInstanceOf(Failure.class)
                .hasMessage("amount is negative");
    }

    record Note(String text, @Nullable String author) {}

    @Test
    void a_component_that_is_not_nullable_must_be_there() {
        assertThat(Json.read("{\"text\":\"a\"}", Note.class)).isEqualTo(new Note("a", null));
        assertThatThrownBy(() -> Json.read("{\"author\":\"a\"}", Note.class))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("text");
        assertThatThrownBy(() -> Json.read("{\"text\":null}", Note.class))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("text");
    }

    @Test
    void a_secret_never_prints_itself() {
        assertThat(new Secret("hunter2")).hasToString("***");
    }
}
