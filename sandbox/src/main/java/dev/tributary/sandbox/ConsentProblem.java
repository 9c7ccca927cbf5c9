package dev.tributary.sandbox;

/** Why an app cannot be let in. The person is never sent to an address that is not known. */
public final class ConsentProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConsentProblem(String why) {
        super(why);
    }
}
