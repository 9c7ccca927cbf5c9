package dev.tributary.jsonata;

import org.junit.jupiter.api.Test;

/**
 * Functions on numbers, number pictures and aggregates. Each line is an expression on {@link
 * Sample#INPUT} and what comes out.
 */
class NumberFunctionsTest {
    @Test
    void number_reads_strings_and_booleans() {
        Sample.holds(
                """
                $number('12.50')  ⇒  12.5
                $number('-3e2')  ⇒  -300
                $number('0x1F')  ⇒  31
                $number('0b101')  ⇒  5
                $number('0o17')  ⇒  15
                $number(true)  ⇒  1
                $number(5)  ⇒  5
                $number('abc')  ⇒  !D3030
                $number('')  ⇒  !D3030
                $number(missing)  ⇒  undefined
                '5'.$number()  ⇒  undefined
                $number(null)  ⇒  !T0410
                """);
    }

    @Test
    void rounding_is_half_even() {
        Sample.holds(
                """
                $round(2.5)  ⇒  2
                $round(3.5)  ⇒  4
                $round(-2.5)  ⇒  -2
                $round(123.456, 2)  ⇒  123.46
                $round(12345, -2)  ⇒  12300
                $round(1.005, 2)  ⇒  1
                $round(0.125, 2)  ⇒  0.12
                -$round(0.1, 1000)  ⇒  !D1002
                $round(0.1, -1000)  ⇒  0
                $floor(-5.3)  ⇒  -6
                $ceil(-5.3)  ⇒  -5
                $floor(5.7)  ⇒  5
                $ceil(5.2)  ⇒  6
                $abs(-3.5)  ⇒  3.5
                """);
    }

    @Test
    void powers_and_roots() {
        Sample.holds(
                """
                $power(2, 10)  ⇒  1024
                $power(2, 0.5)  ⇒  1.4142135623730951
                $power(10, 400)  ⇒  !D3061
                $sqrt(4)  ⇒  2
                $sqrt(-1)  ⇒  !D3060
                """);
    }

    @Test
    void random_is_between_zero_and_one() {
        Sample.holds(
                """
                $random() >= 0 and $random() < 1  ⇒  true
                """);
    }

    @Test
    void format_base_writes_any_radix() {
        Sample.holds(
                """
                $formatBase(255, 16)  ⇒  "ff"
                $formatBase(100)  ⇒  "100"
                $formatBase(-5, 2)  ⇒  "-101"
                $formatBase(1.5, 2)  ⇒  "10"
                $formatBase(1, 37)  ⇒  !D3100
                """);
    }

    @Test
    void format_number_follows_the_picture() {
        Sample.holds(
                """
                $formatNumber(12345.6, '#,##0.00')  ⇒  "12,345.60"
                $formatNumber(-5, '0;(0)')  ⇒  "(5)"
                $formatNumber(0.14, '01%')  ⇒  "14%"
                $formatNumber(1234.5678, '00.000e0')  ⇒  "12.346e2"
                $formatNumber(0.5, '###')  ⇒  "0"
                $formatNumber(-3, '0')  ⇒  "-3"
                $formatNumber(34.555, '#0.00;(#0.00)')  ⇒  "34.56"
                $formatNumber(1E12, '#,##,##0')  ⇒  "10000000,00,000"
                $formatNumber(12, '#,##,##0')  ⇒  ",,12"
                $formatNumber(0.2, '.00')  ⇒  ".20"
                $formatNumber(1.5, '0,0.0,0')  ⇒  "0,1.5,0"
                $formatNumber(5, '0‰')  ⇒  "5000‰"
                $formatNumber(1234.5, '#.##0,00', {'decimal-separator': ',', 'grouping-separator': '.'})
                    ⇒  "1.234,50"
                $formatNumber(20, 'x')  ⇒  !D3086
                $formatNumber(20, '0;0;0')  ⇒  !D3080
                $formatNumber(20, '0.0.0')  ⇒  !D3081
                $formatNumber(20, '0%%')  ⇒  !D3082
                $formatNumber(20, '#0#')  ⇒  "20"
                $formatNumber(20, '0,,0')  ⇒  !D3089
                $formatNumber(20, '0,.0')  ⇒  !D3087
                $formatNumber(20, '0e0%')  ⇒  !D3092
                $formatNumber(0, '0.0e0')  ⇒  "0.0e0"
                $formatNumber(20, '0a0')  ⇒  !D3086
                """);
    }

    @Test
    void format_integer_follows_the_picture() {
        Sample.holds(
                """
                $formatInteger(1234567, '#,##0')  ⇒  "1,234,567"
                $formatInteger(7, '000')  ⇒  "007"
                $formatInteger(2026, 'I')  ⇒  "MMXXVI"
                $formatInteger(28, 'a')  ⇒  "ab"
                $formatInteger(28, 'A')  ⇒  "AB"
                $formatInteger(1234, 'w')  ⇒  "one thousand, two hundred and thirty-four"
                $formatInteger(21, 'Ww')  ⇒  "Twenty-One"
                $formatInteger(3, 'w;o')  ⇒  "third"
                $formatInteger(12, '1;o')  ⇒  "12th"
                $formatInteger(23, '1;o')  ⇒  "23rd"
                $formatInteger(-5, '00')  ⇒  "-05"
                $formatInteger(1000000000000, 'w')  ⇒  "one trillion"
                $formatInteger(12, '١')  ⇒  "١٢"
                $formatInteger(1, '#')  ⇒  !D3130
                $formatInteger(0, 'I')  ⇒  ""
                $formatInteger(123456, '0:00,00')  ⇒  "12:34,56"
                """);
    }

    @Test
    void parse_integer_reads_the_picture() {
        Sample.holds(
                """
                $parseInteger('1,234,567', '#,##0')  ⇒  1234567
                $parseInteger('MMXXVI', 'I')  ⇒  2026
                $parseInteger('ab', 'a')  ⇒  28
                $parseInteger('twelve thousand, four hundred and seventy-six', 'w')  ⇒  12476
                $parseInteger('12th', '1;o')  ⇒  12
                $parseInteger('three hundredth', 'w;o')  ⇒  300
                $parseInteger('5', '#')  ⇒  !D3130
                """);
    }

    @Test
    void aggregates_make_one_of_many() {
        Sample.holds(
                """
                $sum([1,2,3.5])  ⇒  6.5
                $sum([])  ⇒  0
                $sum(5)  ⇒  5
                $sum(missing)  ⇒  undefined
                $sum(['a'])  ⇒  !T0412
                $count(tags)  ⇒  2
                $count(missing)  ⇒  0
                $count('a')  ⇒  1
                $max([3,1,2])  ⇒  3
                $min([3,1,2])  ⇒  1
                $max([])  ⇒  undefined
                $average([1,2,6])  ⇒  3
                $average([])  ⇒  undefined
                people.age ~> $sum()  ⇒  105
                """);
    }
}
