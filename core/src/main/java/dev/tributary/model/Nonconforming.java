package dev.tributary.model;

/** A value that is not what the model says; it learns its path on the way out. */
public final class Nonconforming extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;
    private final String got;

    Nonconforming(String field, String expected, String got) {
        super("field %s: expected %s, got %s".formatted(field, expected, got), null, false, false);
        this.field = field;
        this.expected = expected;
        this.got = got;
    }

    /** The same one level further up. */
    public Nonconforming below(String parent) {
        String path = field.isEmpty() ? parent : parent + "." + field;
        return new Nonconforming(path.replace(".[", "["), expected, got);
    }

    public String field() {
        return field;
    }

    public String expected() {
        return expected;
    }

    public String got() {
        return got;
    }
}
