package dev.tributary.sandbox;

/** What is behind an emulator's port: everything that the provider knows of its customers. */
public interface Emulated extends AutoCloseable {
    Reply answer(Request request);

    Grants grants();

    /** Stops what runs beside the port. */
    @Override
    default void close() {}
}
