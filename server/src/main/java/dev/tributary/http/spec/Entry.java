package dev.tributary.http.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A route's entry in the API's description. Failures need no word: they are problem documents
 * everywhere.
 *
 * @param summary a few words, as a heading
 * @param text what else there is to know; may be empty
 * @param answers by status; empty: no body
 */
public record Entry(
        String summary,
        String text,
        List<Parameter> parameters,
        Optional<Content> body,
        SortedMap<Integer, Optional<Content>> answers) {
    /** Of a route that says nothing; a test refuses it. */
    public static final Entry NONE =
            new Entry("", "", List.of(), Optional.empty(), new TreeMap<>());

    public Entry {
        parameters = List.copyOf(parameters);
        answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    public Entry says(String newSummary, String newText) {
        return new Entry(newSummary, newText, parameters, body, answers);
    }

    public Entry with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter);
        return new Entry(summary, text, more, body, answers);
    }

    public Entry takes(Content content) {
        return new Entry(summary, text, parameters, Optional.of(content), answers);
    }

    public Entry answers(int status, Optional<Content> content) {
        SortedMap<Integer, Optional<Content>> more = new TreeMap<>(answers);
        more.put(status, content);
        return new Entry(summary, text, parameters, body, more);
    }
}
