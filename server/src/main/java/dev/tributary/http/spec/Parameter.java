package dev.tributary.http.spec;

/**
 * What a request carries beside its body.
 *
 * @param about one line, for people
 */
public record Parameter(String name, In in, boolean required, String about, Schema schema) {
    public enum In {
        PATH,
        QUERY,
        /** {@code name[x]=…} for each member of an object. */
        QUERY_BELOW,
        /** {@code x=…} for each member of an object, without the name. */
        QUERY_ANY,
        HEADER
    }
}
