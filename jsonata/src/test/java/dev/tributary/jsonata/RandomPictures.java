package dev.tributary.jsonata;

import java.util.List;

/** Dates, times and numbers written with, and read by, pictures that make sense or do not. */
final class RandomPictures {
    private static final List<String> MILLIS =
            List.of(
                    "0",
                    "1521801216617",
                    "1514764799999",
                    "1230757500000",
                    "-1",
                    "-86400000",
                    "951782400000",
                    "1419940800000",
                    "1451606400000",
                    "253402300799000",
                    "1e12",
                    "1609459200000",
                    "1483228800000",
                    "1.5",
                    "946684799000");
    private static final List<String> ZONES =
            List.of(
                    "'+0100'",
                    "'-0530'",
                    "'+00:00'",
                    "'0000'",
                    "'+1'",
                    "'+0545'",
                    "'-0000'",
                    "'+1400'",
                    "'100'",
                    "'1200'",
                    "'-0001'");
    private static final List<String> STAMPS =
            List.of(
                    "'1970-01-01T00:00:00.001Z'",
                    "'2017-10-30T16:25:32.935+01:00'",
                    "'2018-02-30'",
                    "'2018'",
                    "'2018-12'",
                    "'1999-02-28T24:00:00Z'",
                    "'2020-02-29T12:00:00-0800'",
                    "'12/31/1999'",
                    "'21 August 2017'",
                    "'3:45 pm'",
                    "'2018-366'",
                    "'2018-060'",
                    "'January 2, 2020'",
                    "'twenty-first of May, two thousand and eighteen'",
                    "'MMXVIII'",
                    "'2018-W05-3'",
                    "'Wed, 31 Jan 2018 10:20:30 GMT+05:30'",
                    "''",
                    "'Friday 2nd'",
                    "'12 am'",
                    "'12:00 pm'",
                    "'23.59'",
                    "'99-1-1'",
                    "'1st'",
                    "'Sat'");
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "1",
                    "-1",
                    "9",
                    "10",
                    "12",
                    "19",
                    "20",
                    "21",
                    "99",
                    "100",
                    "101",
                    "110",
                    "999",
                    "1000",
                    "1001",
                    "1234",
                    "12345",
                    "123456",
                    "234567",
                    "1e12",
                    "1e15",
                    "1e18",
                    "1e21",
                    "2.5",
                    "-2.5",
                    "-1234.5",
                    "0.5",
                    "0.05",
                    "1999",
                    "3999",
                    "4000",
                    "26",
                    "27",
                    "702",
                    "703",
                    "0.001234",
                    "12345.6789",
                    "1e-7",
                    "-0",
                    "111",
                    "112",
                    "113",
                    "1011",
                    "99.5",
                    "0.995",
                    "1e100",
                    "missing",
                    "-21");
    private static final List<String> INTEGER_PICTURES =
            List.of(
                    "0",
                    "00",
                    "#,##0",
                    "#0",
                    "w",
                    "W",
                    "Ww",
                    "i",
                    "I",
                    "a",
                    "A",
                    "1;o",
                    "w;o",
                    "W;o",
                    "Ww;o",
                    "#,##0;o",
                    "٠",
                    "#",
                    "#,#",
                    "0,000,00",
                    "x",
                    "",
                    "ww",
                    "0a",
                    ";o",
                    "0000",
                    "1",
                    "١",
                    "0.0",
                    "#'##0",
                    "000-00",
                    "+0",
                    "Aa",
                    "９",
                    "0,0",
                    "#,0",
                    "0;c",
                    "0;c(x)",
                    "w;c",
                    "0##",
                    "n",
                    "N",
                    "*",
                    "0 000");

    private final Choices choices;

    RandomPictures(Choices choices) {
        this.choices = choices;
    }

    String expression() {
        return switch (choices.below(12)) {
            case 0, 1, 2 -> written();
            case 3 -> "$toMillis(" + written() + ", " + quoted(datePicture()) + ")";
            case 4 -> roundTrip();
            case 5 -> "$toMillis(" + choices.of(STAMPS) + ", " + quoted(datePicture()) + ")";
            case 6 -> "$toMillis(" + choices.of(STAMPS) + ")";
            case 7, 8 ->
                    "$formatNumber("
                            + choices.of(NUMBERS)
                            + ", "
                            + quoted(numberPicture())
                            + options()
                            + ")";
            case 9 -> "$formatInteger(" + choices.of(NUMBERS) + ", " + integerPicture() + ")";
            case 10 -> parsed();
            default -> "$fromMillis(" + choices.of(MILLIS) + zoneOnly() + ")";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }

    private String written() {
        return "$fromMillis("
                + choices.of(MILLIS)
                + ", "
                + quoted(datePicture())
                + choices.sometimes(2, ", " + choices.of(ZONES))
                + ")";
    }

    private String zoneOnly() {
        return choices.sometimes(
                2,
                ", "
                        + choices.of("missing", "null", "'[H01]:[m01] [Z]'")
                        + ", "
                        + choices.of(ZONES));
    }

    private String roundTrip() {
        String picture = quoted(datePicture());
        return "$toMillis($fromMillis("
                + choices.of(MILLIS)
                + ", "
                + picture
                + "), "
                + picture
                + ")";
    }

    private String parsed() {
        String picture = integerPicture();
        String text =
                choices.oneIn(3)
                        ? choices.of(
                                "'12'",
                                "'one hundred and one'",
                                "'twenty-first'",
                                "'MCMXC'",
                                "'abc'",
                                "'1,234'",
                                "''",
                                "'zero'",
                                "'TWELVE'",
                                "'iv'",
                                "'١٢'",
                                "'3rd'")
                        : "$formatInteger(" + choices.of(NUMBERS) + ", " + picture + ")";
        return "$parseInteger(" + text + ", " + picture + ")";
    }

    private String integerPicture() {
        return quoted(
                choices.oneIn(4)
                        ? choices.some(1, 6, "", () -> choices.of("#", "0", "1", "٠"))
                        : choices.of(INTEGER_PICTURES));
    }

    private String datePicture() {
        return choices.oneIn(3)
                ? choices.of(
                        "[Y0001]-[M01]-[D01]",
                        "[H01]:[m01]:[s01].[f001]",
                        "[D1o] [MNn], [Y]",
                        "[FNn], [D1o] [MNn] [Y]",
                        "[Y]-[W01]-[F1]",
                        "[X]-W[W01]-[F1]",
                        "[Y]-[d001]",
                        "[h]:[m01] [P]",
                        "[h#1]:[m] [PN]",
                        "[Y,2-2]",
                        "[YI]",
                        "[Dw]",
                        "[DWwo] [MNn]",
                        "[Yw]",
                        "[w] [x]",
                        "[Z]",
                        "[z]",
                        "[ZN]",
                        "[Z0]",
                        "[Z01:01]",
                        "[Z0101t]",
                        "[M01]/[D01]/[Y0001] at [h#1]:[m01][PN]",
                        "[[[Y]]]",
                        "[FNn,3-3]",
                        "[MN,*-3] [Y]",
                        "[E] [C]",
                        "[f]",
                        "[f,3-3]",
                        "[Y]-[M]-[D]T[H]:[m]:[s].[f001][Z01:01t]",
                        "[D#1] [M#1]",
                        "[Y0001]W[W01][F1]",
                        "[xNn] [w]",
                        "[XX]",
                        "[D",
                        "D]",
                        "[q]",
                        "[YN]",
                        "[FN] [dwo]",
                        "[MA] [Da]",
                        "[Y9,999,*]",
                        "[Y##01]",
                        "[H]:[m]:[s] [z01:01]")
                : choices.some(1, 5, choices.of("-", " ", "", "T", "/", ":"), this::marker);
    }

    private String marker() {
        String presentation =
                choices.of(
                        "", "", "1", "01", "001", "0001", "N", "n", "Nn", "W", "w", "Ww", "I", "i",
                        "A", "a", "1o", "wo", "Wwo", "#1", "##1", "01:01", "0101t", "0", "00", "Z",
                        "#,##0");
        String width =
                choices.sometimes(
                        4,
                        choices.of(",2", ",2-2", ",*-4", ",3-3", ",1-*", ",1", ",4-2", ",*", ",x"));
        return "["
                + choices.of(
                        "Y", "M", "D", "d", "F", "W", "w", "X", "x", "H", "h", "P", "m", "s", "f",
                        "Z", "z", "C", "E")
                + choices.sometimes(15, " ")
                + presentation
                + width
                + "]";
    }

    private String numberPicture() {
        return choices.oneIn(3)
                ? choices.of(
                        "#,##0.00",
                        "0",
                        "00.##",
                        "#0%",
                        "0.0e0",
                        "(#);[0]",
                        "#,##,##0.###",
                        "0‰",
                        "#.##",
                        "#",
                        ".0",
                        "#e0",
                        "00.000e00",
                        "$#,##0.00 EUR",
                        "0.0,0",
                        "0,,0",
                        "0.0.0",
                        "0%%",
                        "0%‰",
                        "#0#",
                        "0.#0",
                        "0e0%",
                        "e0",
                        "",
                        "0;0;0",
                        "x",
                        "#.e0",
                        "0,.0",
                        "###,###.###,###",
                        "#,##0.00;(#,##0.00)",
                        "-0",
                        "+#",
                        "00,00",
                        "0e+0",
                        "#.#e0")
                : choices.some(0, 2, "", () -> choices.of("a", "-", "$", " ", "("))
                        + choices.some(0, 4, "", () -> choices.of("#", "#", ","))
                        + choices.some(0, 4, "", () -> choices.of("0", "0", ","))
                        + choices.sometimes(
                                2,
                                "." + choices.some(0, 3, "", () -> choices.of("0", "0", "#", ",")))
                        + choices.sometimes(
                                4, "e" + choices.some(0, 2, "", () -> choices.of("0", "#")))
                        + choices.sometimes(4, choices.of("%", "‰", ")", " x"))
                        + choices.sometimes(6, ";(0.0)");
    }

    private String options() {
        return choices.sometimes(
                4,
                ", "
                        + choices.of(
                                "{'decimal-separator': ',', 'grouping-separator': '.'}",
                                "{'minus-sign': '~'}",
                                "{'zero-digit': '٠'}",
                                "{'percent': 'pc'}",
                                "{'digit': '@'}",
                                "{'pattern-separator': '|'}",
                                "{'exponent-separator': 'E'}",
                                "{'infinity': 'inf'}",
                                "{}",
                                "{'per-mille': 'pm'}",
                                "{'zero-digit': '1'}",
                                "{'NaN': 'nan'}",
                                "null"));
    }
}
