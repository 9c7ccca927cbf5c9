package dev.tributary.mapping;

/** Text that is not a JSONata expression. */
public final class InvalidExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    InvalidExpression(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /** Characters before the place that is wrong. */
    public int offset() {
        return offset;
    }
}
