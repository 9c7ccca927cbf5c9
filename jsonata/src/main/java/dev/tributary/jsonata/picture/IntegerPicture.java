package dev.tributary.jsonata.picture;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of an integer: digits with grouping, letters, Roman numerals or words, each perhaps
 * ordinal.
 */
public final class IntegerPicture {
    /** What an integer is written with. */
    enum Form {
        DECIMAL,
        LETTERS,
        ROMAN,
        WORDS,
        SEQUENCE
    }

    private enum Case {
        UPPER,
        LOWER,
        TITLE
    }

    private record Separator(int position, String text) {}

    private static final double MOST_ROMAN = 1_000_000;
    private static final int[] ZEROS = {
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
                0x0CE6, 0x0D66,
        0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
                0x1A90, 0x1B50,
        0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10
    };

    private final String text;
    private final boolean ordinal;
    private Form form = Form.DECIMAL;
    private Case letterCase = Case.LOWER;
    private int zero = -1;
    private int mandatoryDigits;
    private int optionalDigits;
    private int interval;
    private int parseWidth;
    private final List<Separator> separators = new ArrayList<>();

    /** Reads a picture such as {@code #,##0}, {@code 00}, {@code Ww} or {@code 1;o}. */
    IntegerPicture(String picture) {
        int semicolon = picture.lastIndexOf(';');
        this.text = semicolon < 0 ? picture : picture.substring(0, semicolon);
        this.ordinal = semicolon >= 0 && picture.startsWith("o", semicolon + 1);
        switch (text) {
            case "A", "a" -> set(Form.LETTERS, text.equals("A") ? Case.UPPER : Case.LOWER);
            case "I", "i" -> set(Form.ROMAN, text.equals("I") ? Case.UPPER : Case.LOWER);
            case "W" -> set(Form.WORDS, Case.UPPER);
            case "Ww" -> set(Form.WORDS, Case.TITLE);
            case "w" -> set(Form.WORDS, Case.LOWER);
            default -> readDigits();
        }
    }

    private void set(Form kind, Case letters) {
        form = kind;
        letterCase = letters;
    }

    private void readDigits() {
        int[] points = text.codePoints().toArray();
        for (int i = points.length - 1; i >= 0; i--) {
            int group = digitGroup(points[i]);
            if (group >= 0) {
                if (zero >= 0 && zero != group) throw new JsonataException("D3131");
                zero = group;
                mandatoryDigits++;
            } else if (points[i] == '#') {
                optionalDigits++;
            } else {
                separators.add(
                        new Separator(
                                mandatoryDigits + optionalDigits, Character.toString(points[i])));
            }
        }
        if (mandatoryDigits == 0) form = Form.SEQUENCE;
        interval = interval();
    }

    private static int digitGroup(int point) {
        for (int start : ZEROS) {
            if (point >= start && point <= start + 9) return start;
        }
        return -1;
    }

    /**
     * The distance between separators if they are regular, that is, alike and evenly spaced; else
     * 0.
     */
    private int interval() {
        boolean alike = separators.stream().map(Separator::text).distinct().count() == 1;
        return alike ? Grouping.interval(separators.stream().map(Separator::position).toList()) : 0;
    }

    boolean isRegular() {
        return interval > 0;
    }

    /** What separates the groups of a regular picture. */
    String separator() {
        return separators.getFirst().text;
    }

    Form form() {
        return form;
    }

    int mandatoryDigits() {
        return mandatoryDigits;
    }

    int digits() {
        return mandatoryDigits + optionalDigits;
    }

    void requireDigits(int digits) {
        mandatoryDigits = digits;
    }

    /** Digits directly after this one's: when parsing, it takes no more than its own. */
    void fixParseWidth() {
        parseWidth = mandatoryDigits;
    }

    public static @Nullable Object formatInteger(
            @Nullable Object value, @Nullable Object picture, Run run) {
        if (value == UNDEFINED) return value;
        String text = ShortText.of(picture, run);
        Number whole =
                Numbers.isInteger((Number) value)
                        ? (Number) value
                        : Numbers.of(Math.floor(((Number) value).doubleValue()));
        return new IntegerPicture(text).format(whole);
    }

    public static @Nullable Object parseInteger(
            @Nullable Object value, @Nullable Object picture, Run run) {
        if (value == UNDEFINED) return value;
        IntegerPicture format = new IntegerPicture(ShortText.of(picture, run));
        format.requireKnown();
        return Numbers.of(format.parse(ShortText.of(value, run)));
    }

    String format(Number number) {
        boolean negative = Numbers.finite(number) < 0;
        double size = Math.abs(number.doubleValue());
        String formatted =
                switch (form) {
                    case LETTERS -> Numerals.letters(size, letterCase == Case.UPPER ? 'A' : 'a');
                    case ROMAN -> roman(size);
                    case WORDS -> inCase(Words.of(size, ordinal));
                    case DECIMAL -> decimal(Numbers.text(number, false));
                    case SEQUENCE -> throw new JsonataException("D3130", text);
                };
        return negative ? "-" + formatted : formatted;
    }

    private String roman(double number) {
        if (number > MOST_ROMAN) throw new JsonataException("U1003", (long) MOST_ROMAN);
        String roman = Numerals.roman((long) number);
        return letterCase == Case.UPPER ? roman.toUpperCase(Locale.ROOT) : roman;
    }

    private String inCase(String words) {
        return switch (letterCase) {
            case UPPER -> words.toUpperCase(Locale.ROOT);
            case LOWER -> words.toLowerCase(Locale.ROOT);
            case TITLE -> words;
        };
    }

    private String decimal(String signed) {
        String digits = signed.startsWith("-") ? signed.substring(1) : signed;
        digits = "0".repeat(Math.max(0, mandatoryDigits - digits.length())) + digits;
        if (zero != '0')
            digits =
                    digits.codePoints()
                            .map(c -> c + zero - '0')
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
        String grouped = group(digits);
        return ordinal ? grouped + suffix(grouped) : grouped;
    }

    private String group(String digits) {
        StringBuilder grouped = new StringBuilder(digits);
        if (isRegular()) {
            for (int at = digits.length() - interval; at > 0; at -= interval)
                grouped.insert(at, separator());
            return grouped.toString();
        }
        for (Separator separator : separators) {
            int at = digits.length() - separator.position;
            if (at >= 0) grouped.insert(at, separator.text);
        }
        return grouped.toString();
    }

    private static String suffix(String digits) {
        int length = digits.length();
        if (length > 1 && digits.charAt(length - 2) == '1') return "th";
        return switch (digits.charAt(length - 1)) {
            case '1' -> "st";
            case '2' -> "nd";
            case '3' -> "rd";
            default -> "th";
        };
    }

    void requireKnown() {
        if (form == Form.SEQUENCE) throw new JsonataException("D3130", text);
    }

    /** The pattern of what this picture can read. */
    String regex() {
        requireKnown();
        boolean upper = letterCase == Case.UPPER;
        return switch (form) {
            case LETTERS -> upper ? "[A-Z]+" : "[a-z]+";
            case ROMAN -> upper ? "[MDCLXVI]+" : "[mdclxvi]+";
            case WORDS -> "(?:" + String.join("|", Words.all()) + "|and|[\\-, ])+";
            case DECIMAL, SEQUENCE ->
                    "[0-9]"
                            + (parseWidth > 0 ? "{" + parseWidth + "}" : "+")
                            + (ordinal ? "(?:th|st|nd|rd)" : "");
        };
    }

    double parse(String value) {
        boolean upper = letterCase == Case.UPPER;
        return switch (form) {
            case LETTERS -> Numerals.parseLetters(value, upper ? 'A' : 'a');
            case ROMAN -> Numerals.parseRoman(upper ? value : value.toUpperCase(Locale.ROOT));
            case WORDS -> Words.parse(value.toLowerCase(Locale.ROOT));
            case DECIMAL, SEQUENCE -> parseDecimal(value);
        };
    }

    private double parseDecimal(String value) {
        String digits = ordinal ? value.substring(0, Math.max(0, value.length() - 2)) : value;
        if (isRegular()) {
            digits = digits.replace(",", "");
        } else {
            for (Separator separator : separators) digits = digits.replace(separator.text, "");
        }
        StringBuilder plain = new StringBuilder();
        digits.codePoints().map(c -> c - zero + '0').forEach(plain::appendCodePoint);
        return LeadingInteger.of(plain.toString());
    }
}
