package dev.tributary.http;

/** Answers one request; a {@link dev.tributary.Failure} becomes a problem document. */
@FunctionalInterface
public interface Handler {
    Reply handle(Ask ask);
}
