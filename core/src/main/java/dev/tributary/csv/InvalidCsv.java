package dev.tributary.csv;

/** Text that is no table; the message names the line. */
public final class InvalidCsv extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidCsv(long line, String why) {
        super("line %d: %s".formatted(line, why));
    }

    InvalidCsv(String why) {
        super(why);
    }
}
