package dev.tributary.jsonata.function;

/** The other case of a letter, where ECMAScript's regular expressions take the two for the same. */
final class CaseFolding {
    private CaseFolding() {}

    static int other(int point) {
        if (point < 128) {
            if (point >= 'a' && point <= 'z') return point - 32;
            return point >= 'A' && point <= 'Z' ? point + 32 : point;
        }
        int upper = Character.toUpperCase(point);
        if (upper != point) return upper < 128 ? point : upper;
        int lower = Character.toLowerCase(point);
        return lower >= 128 && Character.toUpperCase(lower) == point ? lower : point;
    }
}
