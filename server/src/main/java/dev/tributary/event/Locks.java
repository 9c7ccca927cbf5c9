package dev.tributary.event;

/** The first halves of our advisory locks' keys; the second is an environment's hash, or 0. */
final class Locks {
    /** Appending to the inbox. */
    static final int INBOX = 3001;

    /** Reading the inbox into hints. */
    static final int HINTS = 3002;

    /** Numbering record events of an environment. */
    static final int SEQUENCE = 3003;

    private Locks() {}
}
