package dev.tributary.mapping;

import java.util.regex.Pattern;

/**
 * A field that records have without the model having it: an override adds it. It holds any JSON
 * value. Where the model comes to have a field of that name, what the override says is about that
 * field.
 */
public record AddedField(String name, Provenance by) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final String REMOTE_DATA = "remote_data";

    /** Whether a field can be called so: as a model's fields are, and not as what stands beside. */
    public static boolean canBe(String name) {
        return NAME.matcher(name).matches() && !name.equals(REMOTE_DATA);
    }
}
