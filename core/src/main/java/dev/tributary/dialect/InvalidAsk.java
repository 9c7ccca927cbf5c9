package dev.tributary.dialect;

/** A question that cannot be put into the provider's words; the message says why. */
public final class InvalidAsk extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String why;

    /**
     * @param path the provider's field that it is about
     * @param why what follows its name
     */
    InvalidAsk(String path, String why) {
        super("'%s' %s".formatted(path, why));
        this.path = path;
        this.why = why;
    }

    public String path() {
        return path;
    }

    /** The message with another name for the field. */
    public String about(String name) {
        return "'%s' %s".formatted(name, why);
    }
}
