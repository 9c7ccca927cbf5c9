package dev.tributary.http.spec;

/** A body: its media type and what is in it. */
public record Content(String type, Schema schema) {
    public static final Content PAGE = new Content("text/html", Schema.text());

    public static Content json(Schema schema) {
        return new Content("application/json", schema);
    }

    /** Whatever comes, of any type. */
    public static Content raw() {
        return new Content("*/*", Schema.anything());
    }
}
