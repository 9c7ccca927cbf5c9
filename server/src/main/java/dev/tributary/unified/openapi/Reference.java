package dev.tributary.unified.openapi;

import java.util.List;

/**
 * The API's description as the page shows it.
 *
 * @param url how others reach the server
 */
public record Reference(
        String url, List<Chapter> chapters, List<Shape> shapes, List<Failure> failures) {

    /** Operations of one tag. */
    public record Chapter(String name, String about, String anchor, List<Entry> entries) {}

    /**
     * One operation.
     *
     * @param key what it asks of its caller
     * @param curl how to call it, ready to be copied
     */
    public record Entry(
            String id,
            String method,
            String path,
            String summary,
            String about,
            String key,
            List<Row> parameters,
            List<Body> bodies,
            String curl) {}

    /**
     * What is sent, or what an answer holds.
     *
     * @param link the schema it is as a whole, as an anchor; empty: it has rows, or nothing to say
     */
    public record Body(String title, String type, String link, List<Row> rows) {}

    /** A schema with a name. */
    public record Shape(String name, String anchor, String about, List<Row> rows) {}

    /**
     * A line of a table.
     *
     * @param note in a parameter: where it stands; else required or empty
     * @param link the schema it is, as an anchor; empty: none
     * @param words what it may be
     */
    public record Row(
            String name, String type, String note, String about, String link, List<String> words) {}

    /** An error code. */
    public record Failure(String code, int status, boolean retryable, String advice) {}
}
