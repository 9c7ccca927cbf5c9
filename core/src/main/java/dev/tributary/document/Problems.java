package dev.tributary.document;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a document, found in one go. */
public final class Problems extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> all;

    public Problems(List<Problem> all) {
        super(all.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.all = List.copyOf(all);
    }

    /** In the order of documents and lines. */
    public List<Problem> all() {
        return all;
    }
}
