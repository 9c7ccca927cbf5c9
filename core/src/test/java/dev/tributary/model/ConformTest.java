package dev.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.FieldType.Plain;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class ConformTest {
    @Test
    void money_is_decimal_text_with_every_digit() {
        assertThat(to(Plain.DECIMAL, "1054.10")).isEqualTo("1054.10");
        assertThat(to(Plain.DECIMAL, new BigDecimal("12345678901234567.890")))
                .isEqualTo("12345678901234567.890");
        assertThat(to(Plain.DECIMAL, new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(to(Plain.DECIMAL, "1.5e3")).isEqualTo("1500");
        assertThat(to(Plain.DECIMAL, 7L)).isEqualTo("7");
        assertThat(to(Plain.DECIMAL, new BigInteger("9".repeat(30)))).isEqualTo("9".repeat(30));
        assertThat(to(Plain.DECIMAL, "-0.01")).isEqualTo("-0.01");
    }

    @Test
    void money_that_went_through_binary_arithmetic_is_refused() {
        assertThatThrownBy(() -> to(Plain.DECIMAL, 0.1 * 3))
                .isInstanceOf(Nonconforming.class)
                .hasMessageContaining("the binary fraction 0.30000000000000004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,054.10", "-", ".", "1.", ".5.", "abc", "1e999999999", "--1", "NaN"})
    void text_that_is_no_decimal_is_refused_or_made_plain(String text) {
        if (text.equals("1.")) {
            assertThat(to(Plain.DECIMAL, text)).isEqualTo("1");
            return;
        }
        assertThatThrownBy(() -> to(Plain.DECIMAL, text)).isInstanceOf(Nonconforming.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2017-03-01T09:00:00.000Z, 2017-03-01T09:00:00Z",
        "2017-03-01T09:00:00.120Z, 2017-03-01T09:00:00.120Z",
        "2017-03-01T09:00:00+02:00, 2017-03-01T07:00:00Z",
        "2017-03-01T09:00:00.000+0000, 2017-03-01T09:00:00Z",
        "2017-03-01, 2017-03-01T00:00:00Z",
        "1488358800000, 2017-03-01T09:00:00Z"
    })
    void an_instant_is_rfc_3339_in_utc(String raw, String expected) {
        assertThat(to(Plain.DATETIME, raw)).isEqualTo(expected);
    }

    @Property(tries = 2000)
    void a_time_that_is_left_as_it_is_would_be_written_the_same(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis,
            @ForAll boolean whole) {
        Instant instant =
                whole ? Instant.ofEpochSecond(millis / 1000) : Instant.ofEpochMilli(millis);
        String text = instant.toString();
        assertThat(to(Plain.DATETIME, text)).isEqualTo(text);
        String padded =
                text.length() == 20 ? text.replace("Z", ".000Z") : text.replace("Z", "000Z");
        assertThat(to(Plain.DATETIME, padded)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2017-02-29T00:00:00Z",
                "2017-13-01T00:00:00Z",
                "2017-01-00T00:00:00Z",
                "2017-01-01T25:00:00Z",
                "2017-01-01T00:60:00Z",
                "2017-01-01 00:00:00Z",
                "2017/01/01T00:00:00Z",
                "2017-01-01T00:00:0xZ"
            })
    void a_time_that_does_not_exist_is_refused(String raw) {
        assertThatThrownBy(() -> to(Plain.DATETIME, raw)).isInstanceOf(Nonconforming.class);
    }

    @Test
    void a_time_without_a_zone_is_refused_because_nobody_knows_which_instant_it_is() {
        assertThatThrownBy(() -> to(Plain.DATETIME, "2017-03-01T09:00:00"))
                .isInstanceOf(Nonconforming.class)
                .hasMessageContaining("expected an RFC 3339 time, got '2017-03-01T09:00:00'");
    }

    @ParameterizedTest
    @CsvSource({
        "2017-03-31, 2017-03-31",
        "2017-03-31T23:30:00Z, 2017-03-31",
        "2017-03-31T23:30:00-05:00, 2017-04-01",
        "1490918400000, 2017-03-31"
    })
    void a_date_is_the_day_in_utc(String raw, String expected) {
        assertThat(to(Plain.DATE, raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2017-02-30", "yesterday", "2017-3-1", "31.03.2017", "x"})
    void what_is_no_date_is_refused(String raw) {
        assertThatThrownBy(() -> to(Plain.DATE, raw)).isInstanceOf(Nonconforming.class);
        assertThatThrownBy(() -> to(Plain.DATETIME, raw)).isInstanceOf(Nonconforming.class);
    }

    @Test
    void ids_are_text_and_empty_text_is_no_value() {
        assertThat(to(Plain.STRING, 17L)).isEqualTo("17");
        assertThat(to(Plain.STRING, new BigDecimal("1E+2"))).isEqualTo("100");
        assertThat(to(Plain.STRING, "")).isNull();
        assertThat(to(Plain.DECIMAL, "")).isNull();
        assertThat(to(Plain.DATE, "")).isNull();
        assertThat(to(Plain.BOOLEAN, "")).isNull();
    }

    @Test
    void numbers_and_flags_are_read_from_text() {
        assertThat(to(Plain.INTEGER, "42")).isEqualTo(42L);
        assertThat(to(Plain.INTEGER, new BigDecimal("42.00"))).isEqualTo(42L);
        assertThat(to(Plain.NUMBER, "0.250")).isEqualTo(new BigDecimal("0.250"));
        assertThat(to(Plain.BOOLEAN, "True")).isEqualTo(true);
        assertThatThrownBy(() -> to(Plain.INTEGER, "4.2")).isInstanceOf(Nonconforming.class);
        assertThatThrownBy(() -> to(Plain.BOOLEAN, "yes")).isInstanceOf(Nonconforming.class);
    }

    @Test
    void a_word_becomes_lower_snake_and_an_unknown_one_null() {
        FieldType type = new FieldType.Choice(List.of("full_time", "on_leave"));
        assertThat(to(type, "full_time")).isEqualTo("full_time");
        assertThat(to(type, "Full-Time")).isEqualTo("full_time");
        assertThat(to(type, "fullTime")).isEqualTo("full_time");
        assertThat(to(type, "ON LEAVE")).isEqualTo("on_leave");
        assertThat(to(type, "Sabbatical")).isNull();
    }

    @Test
    void an_object_without_any_value_is_null_and_an_unknown_member_is_refused() {
        FieldType name =
                new FieldType.Group(
                        Fields.of(List.of(new Field("id", Plain.STRING, false, false, ""))));
        assertThat(to(name, Map.of("id", ""))).isNull();
        assertThat(to(name, Map.of("id", 5L))).isEqualTo(Map.of("id", "5"));
        assertThatThrownBy(() -> to(name, Map.of("uuid", "x")))
                .hasMessage("field uuid: expected one of id, got an unknown field");
        assertThatThrownBy(() -> to(name, "x")).hasMessage("field : expected an object, got 'x'");
    }

    @Test
    void a_single_value_counts_as_a_list_and_a_refusal_names_its_place() {
        FieldType many =
                new FieldType.Many(
                        new FieldType.Group(
                                Fields.of(
                                        List.of(new Field("n", Plain.INTEGER, false, false, "")))));
        assertThat(to(many, Map.of("n", 1L))).isEqualTo(List.of(Map.of("n", 1L)));
        assertThatThrownBy(() -> to(many, List.of(Map.of("n", 1L), Map.of("n", "x"))))
                .hasMessage("field [1].n: expected a number, got 'x'");
    }

    @Test
    void words_that_the_model_does_not_have_are_named_wherever_they_stand() {
        FieldType type = new FieldType.Choice(List.of("work_phone", "home"));
        FieldType many =
                new FieldType.Many(
                        new FieldType.Group(
                                Fields.of(List.of(new Field("type", type, false, false, "")))));
        FallThrough fell = new FallThrough();
        Conform conform = Conform.to(many, "phone_numbers");
        conform.value(List.of(Map.of("type", "Work Phone"), Map.of("type", " ")), fell);
        assertThat(fell.fields()).isEmpty();
        conform.value(List.of(Map.of("type", "pager"), Map.of("type", 7L)), fell);
        assertThat(fell.fields()).containsExactly("phone_numbers.type", "phone_numbers.type");
    }

    @Test
    void a_number_is_refused_when_its_plain_form_could_not_be_read_again() {
        for (Object raw : List.of("1e400", "-1e399", "1e-400", new BigDecimal("1e999999999"))) {
            assertThatThrownBy(() -> to(Plain.DECIMAL, raw))
                    .hasMessageContaining("a decimal of at most 400 characters");
            assertThatThrownBy(() -> to(Plain.NUMBER, raw)).isInstanceOf(Nonconforming.class);
            assertThatThrownBy(() -> to(Plain.INTEGER, raw)).isInstanceOf(Nonconforming.class);
        }
        for (String raw : List.of("1e399", "-1e398", "1e-398", "-12.5e3")) {
            Object plain = to(Plain.DECIMAL, raw);
            assertThat(plain).isEqualTo(new BigDecimal(raw).toPlainString());
            assertThat(to(Plain.DECIMAL, plain)).isEqualTo(plain);
        }
        assertThat(to(Plain.STRING, new BigDecimal("1e999999999"))).isEqualTo("1E+999999999");
    }

    @Test
    void what_a_provider_gives_for_a_number_that_is_none_is_null_and_named() {
        FallThrough fell = new FallThrough();
        assertThat(Conform.to(Plain.DECIMAL, "amount").value("1e400", fell)).isNull();
        assertThat(Conform.to(Plain.DECIMAL, "amount").value("12,50", fell)).isNull();
        assertThat(Conform.to(Plain.INTEGER, "position").value("first", fell)).isNull();
        assertThat(fell.fields()).containsExactly("amount", "amount", "position");
        assertThatThrownBy(() -> Conform.to(Plain.DECIMAL, "amount").value(Map.of(), fell))
                .isInstanceOf(Nonconforming.class);
    }

    private static @Nullable Object to(FieldType type, @Nullable Object raw) {
        return Conform.to(type).value(raw);
    }
}
