package dev.tributary.jsonata;

import java.util.List;
import java.util.Set;

/**
 * A field of the object an expression makes.
 *
 * @param source the text of the field's value
 * @param start where that text begins in the expression
 * @param end where it ends
 * @param references the paths of the input it may read, as {@link Expression#references()} gives
 *     them
 */
public record Output(String source, int start, int end, Set<List<String>> references) {
    public Output {
        references = Set.copyOf(references);
    }
}
