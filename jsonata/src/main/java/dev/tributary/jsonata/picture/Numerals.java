package dev.tributary.jsonata.picture;

/** Numbers as Roman numerals and as letters, both ways. */
final class Numerals {
    private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] ROMAN = {
        "m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"
    };

    private Numerals() {}

    static String roman(long number) {
        StringBuilder roman = new StringBuilder();
        long rest = number;
        for (int i = 0; i < VALUES.length; i++) {
            roman.repeat(ROMAN[i], (int) (rest / VALUES[i]));
            rest %= VALUES[i];
        }
        return roman.toString();
    }

    /** The value of a numeral in upper case. */
    static double parseRoman(String roman) {
        double total = 0;
        int highest = 1;
        for (int i = roman.length() - 1; i >= 0; i--) {
            int value = value(roman.charAt(i));
            if (value == 0) return Double.NaN;
            if (value < highest) {
                total -= value;
            } else {
                highest = value;
                total += value;
            }
        }
        return total;
    }

    private static int value(char letter) {
        return switch (letter) {
            case 'M' -> 1000;
            case 'D' -> 500;
            case 'C' -> 100;
            case 'L' -> 50;
            case 'X' -> 10;
            case 'V' -> 5;
            case 'I' -> 1;
            default -> 0;
        };
    }

    /** As columns of a spreadsheet are counted: a to z, then aa. */
    static String letters(double number, char first) {
        StringBuilder letters = new StringBuilder();
        for (double rest = number; rest > 0; rest = Math.floor((rest - 1) / 26))
            letters.append((char) ((rest - 1) % 26 + first));
        return letters.reverse().toString();
    }

    static double parseLetters(String letters, char first) {
        double number = 0;
        int last = letters.length() - 1;
        for (int i = 0; i <= last; i++)
            number += (letters.charAt(last - i) - first + 1) * Math.pow(26, i);
        return number;
    }
}
