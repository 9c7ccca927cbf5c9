package dev.tributary.dialect;

/** A question that cannot be put into the provider's words; the message says why. */
public final class InvalidAsk extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidAsk(String message) {
        super(message);
    }
}
