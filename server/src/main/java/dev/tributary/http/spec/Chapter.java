package dev.tributary.http.spec;

/**
 * Routes that belong together in the API's description.
 *
 * @param about what they are for, in a sentence
 */
public record Chapter(String name, String about) {
    /** Of routes that nobody has described; a test refuses them. */
    public static final Chapter NONE = new Chapter("", "");
}
