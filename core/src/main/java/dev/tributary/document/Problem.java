package dev.tributary.document;

/** One thing that is wrong in a document. */
public record Problem(Origin origin, String message) {
    @Override
    public String toString() {
        return origin + ": " + message;
    }
}
