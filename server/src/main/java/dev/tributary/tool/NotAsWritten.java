package dev.tributary.tool;

import java.util.List;

/** The engine asked something of the provider that the fixture does not know. */
final class NotAsWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Difference> differences;

    NotAsWritten(List<Difference> differences) {
        super(String.valueOf(differences));
        this.differences = List.copyOf(differences);
    }

    List<Difference> differences() {
        return differences;
    }
}
