package dev.tributary.document;

import java.util.Collection;
import java.util.Comparator;

/** "Did you mean …?" */
public final class Suggest {
    private Suggest() {}

    /** Ready to be appended to a message; empty when nothing is near. */
    public static String among(Collection<String> known, String given) {
        int near = Math.max(1, given.length() / 3);
        return known.stream()
                .filter(word -> distance(word, given) <= near)
                .min(Comparator.comparingInt(word -> distance(word, given)))
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** Levenshtein's, with a swap of neighbours as one step. */
    private static int distance(String left, String right) {
        int[][] steps = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, left, right, i, j);
            }
        }
        return steps[left.length()][right.length()];
    }

    private static int cheapest(int[][] steps, String left, String right, int i, int j) {
        int same = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int best = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        best = Math.min(best, steps[i - 1][j - 1] + same);
        boolean swapped =
                i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
