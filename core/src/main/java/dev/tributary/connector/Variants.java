package dev.tributary.connector;

import dev.tributary.mapping.Provenance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A unified resource that is several objects at the provider, such as engagements, which are calls
 * and meetings there. An id is the variant's word, a dash and the provider's id.
 *
 * @param field the unified field that tells them apart
 * @param byWord each with what it has in common with the others, in the order of the file
 * @param by who says each of them
 */
public record Variants(String field, Map<String, Resource> byWord, Map<String, Provenance> by) {
    public Variants {
        by = Map.copyOf(by);
        byWord = Collections.unmodifiableMap(new LinkedHashMap<>(byWord));
    }
}
