package dev.tributary.jsonata.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers in English words, cardinal and ordinal, both ways. */
final class Words {
    private static final List<String> SMALL =
            List.of(
                    "Zero",
                    "One",
                    "Two",
                    "Three",
                    "Four",
                    "Five",
                    "Six",
                    "Seven",
                    "Eight",
                    "Nine",
                    "Ten",
                    "Eleven",
                    "Twelve",
                    "Thirteen",
                    "Fourteen",
                    "Fifteen",
                    "Sixteen",
                    "Seventeen",
                    "Eighteen",
                    "Nineteen");
    private static final List<String> SMALL_ORDINALS =
            List.of(
                    "Zeroth",
                    "First",
                    "Second",
                    "Third",
                    "Fourth",
                    "Fifth",
                    "Sixth",
                    "Seventh",
                    "Eighth",
                    "Ninth",
                    "Tenth",
                    "Eleventh",
                    "Twelfth",
                    "Thirteenth",
                    "Fourteenth",
                    "Fifteenth",
                    "Sixteenth",
                    "Seventeenth",
                    "Eighteenth",
                    "Nineteenth");
    private static final List<String> TENS =
            List.of("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety");
    private static final List<String> MAGNITUDES =
            List.of("Thousand", "Million", "Billion", "Trillion");
    private static final Map<String, Double> VALUES = values();
    private static final Pattern SEPARATOR = Pattern.compile(",\\s|\\sand\\s|[\\s\\\\-]");

    private Words() {}

    private static Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>(); // in the order they are looked for
        for (int i = 0; i < SMALL.size(); i++) values.put(SMALL.get(i).toLowerCase(), (double) i);
        for (int i = 0; i < SMALL.size(); i++)
            values.put(SMALL_ORDINALS.get(i).toLowerCase(), (double) i);
        for (int i = 0; i < TENS.size(); i++) {
            values.put(TENS.get(i).toLowerCase(), (i + 2) * 10.0);
            values.put(ordinalOfTens(TENS.get(i)).toLowerCase(), (i + 2) * 10.0);
        }
        values.put("hundred", 100.0);
        values.put("hundredth", 100.0);
        for (int i = 0; i < MAGNITUDES.size(); i++) {
            double value = Math.pow(1000, i + 1);
            values.put(MAGNITUDES.get(i).toLowerCase(), value);
            values.put(MAGNITUDES.get(i).toLowerCase() + "th", value);
        }
        return values;
    }

    private static String ordinalOfTens(String tens) {
        return tens.substring(0, tens.length() - 1) + "ieth";
    }

    static Set<String> all() {
        return VALUES.keySet();
    }

    /** A whole number that is not negative. */
    static String of(double number, boolean ordinal) {
        return words(number, false, ordinal);
    }

    private static String words(double number, boolean continued, boolean ordinal) {
        if (number < 20) {
            return (continued ? " and " : "")
                    + (ordinal ? SMALL_ORDINALS : SMALL).get((int) number);
        }
        if (number < 100) return (continued ? " and " : "") + tens((int) number, ordinal);
        if (number < 1000) {
            String hundreds = SMALL.get((int) (number / 100)) + " Hundred";
            return (continued ? ", " : "") + hundreds + rest(number % 100, ordinal);
        }
        int magnitude = 1;
        while (magnitude < MAGNITUDES.size() && number >= Math.pow(1000, magnitude + 1))
            magnitude++;
        double factor = Math.pow(1000, magnitude);
        double count = Math.floor(number / factor);
        String counted = words(count, false, false) + " " + MAGNITUDES.get(magnitude - 1);
        return (continued ? ", " : "") + counted + rest(number - count * factor, ordinal);
    }

    private static String tens(int number, boolean ordinal) {
        String tens = TENS.get(number / 10 - 2);
        if (number % 10 > 0) return tens + "-" + words(number % 10, false, ordinal);
        return ordinal ? ordinalOfTens(tens) : tens;
    }

    private static String rest(double remainder, boolean ordinal) {
        if (remainder > 0) return words(remainder, true, ordinal);
        return ordinal ? "th" : "";
    }

    /** The number that lower case words stand for; NaN if one is no number. */
    static double parse(String text) {
        double total = 0;
        double segment = 0;
        for (String word : SEPARATOR.split(text, -1)) {
            double value = VALUES.getOrDefault(word, Double.NaN);
            if (value < 100) {
                if (segment >= 1000) {
                    total += segment;
                    segment = 0;
                }
                segment += value;
            } else {
                segment *= value;
            }
        }
        return total + segment;
    }
}
