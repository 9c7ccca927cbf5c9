package dev.tributary.jsonata.value;

/** The value of what is not there: neither null nor false, and left out of objects and lists. */
public enum Undefined {
    UNDEFINED;

    @Override
    public String toString() {
        return "undefined";
    }
}
