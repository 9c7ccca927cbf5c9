package dev.tributary.sandbox.salesforce;

import java.util.Optional;

/**
 * Ids of 15 characters, which heed case, and of 18, whose last three say what case the others have.
 */
final class RecordId {
    private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SHORT = 15;
    private static final int LONG = 18;

    private RecordId() {}

    /**
     * The nth id of an object, in its long form; later ones sort behind earlier ones.
     *
     * @param instance three characters, different in each org
     */
    static String of(String prefix, String instance, long number) {
        StringBuilder digits = new StringBuilder();
        for (long rest = number; rest > 0; rest /= DIGITS.length()) {
            digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        String padding = "0".repeat(SHORT - prefix.length() - instance.length() - digits.length());
        return lengthen(prefix + instance + padding + digits);
    }

    /** The long form of either; empty when the text is no id. */
    static Optional<String> normal(String text) {
        if (!text.matches("\\p{Alnum}{15}|\\p{Alnum}{18}")) {
            return Optional.empty();
        }
        String id = lengthen(text.substring(0, SHORT));
        return text.length() == SHORT || id.equalsIgnoreCase(text)
                ? Optional.of(id)
                : Optional.empty();
    }

    static String shorten(String id) {
        return id.length() == LONG ? id.substring(0, SHORT) : id;
    }

    private static String lengthen(String id) {
        StringBuilder check = new StringBuilder(id);
        for (int block = 0; block < SHORT; block += 5) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                if (Character.isUpperCase(id.charAt(block + i))) {
                    bits |= 1 << i;
                }
            }
            check.append(CHECK.charAt(bits));
        }
        return check.toString();
    }
}
