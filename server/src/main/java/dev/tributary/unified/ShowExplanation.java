package dev.tributary.unified;

import dev.tributary.http.spec.Schema;
import dev.tributary.mapping.Explanation;
import dev.tributary.mapping.Explanation.Dropped;
import dev.tributary.mapping.Explanation.Source;
import dev.tributary.mapping.Provenance;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Explanations as the API answers them. */
public final class ShowExplanation {
    private static final Schema BY =
            Schema.object()
                    .with(
                            "layer",
                            Schema.text("connector, api_version, or the override's: environment…"))
                    .with("version", Schema.text("of the layer"))
                    .with("place", Schema.text("in its document: file:line, or a JSON pointer"));

    private static final Schema SOURCE =
            BY.with("from", Schema.words(Explanation.From.values()))
                    .with(
                            "expression",
                            Schema.text("a line of the fields table, or the JSONata of the field"))
                    .with(
                            "paths",
                            Schema.list(Schema.text())
                                    .about("what it reads of what it is given; $: all of it"))
                    .with(
                            "raw",
                            Schema.map(Schema.anything())
                                    .about("what stands at those paths, where something does"));

    private static final Schema DROPPED =
            Schema.object()
                    .with("reason", Schema.words(Explanation.Reason.values()))
                    .maybe("field", Schema.text("that has no value for it"))
                    .maybe("path", Schema.text("where it was given"))
                    .maybe("raw", Schema.anything())
                    .maybe("by", BY.about("the layer that took the field away"));

    public static final Schema SCHEMA =
            Schema.object()
                    .maybe("id", Schema.text("of the record"))
                    .maybe(
                            "fields",
                            Schema.map(
                                            SOURCE.maybe(
                                                    "hides",
                                                    Schema.list(SOURCE)
                                                            .about(
                                                                    "what else would have made it,"
                                                                            + " the uppermost"
                                                                            + " first")))
                                    .about(
                                            "by dotted path of the record, or of the provider's"
                                                    + " body for a dry run"))
                    .maybe("dropped", Schema.list(DROPPED).about("what came to nothing, and why"));

    private ShowExplanation() {}

    /**
     * @param id of the record; null: it is about a write
     * @param wanted the fields to tell of; null: all
     */
    static Map<String, @Nullable Object> of(
            @Nullable String id, Explanation explanation, @Nullable Set<String> wanted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        explanation
                .fields()
                .forEach(
                        (field, source) -> {
                            if (wanted == null || wanted.contains(root(field))) {
                                fields.put(field, source(source, true));
                            }
                        });
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        if (id != null) {
            shown.put("id", id);
        }
        shown.put("fields", fields);
        shown.put("dropped", explanation.dropped().stream().map(ShowExplanation::dropped).toList());
        return shown;
    }

    private static String root(String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? field : field.substring(0, dot);
    }

    private static Map<String, Object> source(Source source, boolean whole) {
        Map<String, Object> shown = by(source.by());
        shown.put("from", word(source.from()));
        shown.put("expression", source.expression());
        shown.put("paths", source.paths());
        shown.put("raw", source.raw());
        if (whole && !source.hides().isEmpty()) {
            List<Object> hides =
                    source.hides().stream().map(one -> (Object) source(one, false)).toList();
            shown.put("hides", hides);
        }
        return shown;
    }

    private static Map<String, @Nullable Object> dropped(Dropped dropped) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("reason", word(dropped.reason()));
        if (dropped.field() != null) {
            shown.put("field", dropped.field());
        }
        if (dropped.path() != null) {
            shown.put("path", dropped.path());
        }
        shown.put("raw", dropped.raw());
        if (dropped.by() != null) {
            shown.put("by", by(dropped.by()));
        }
        return shown;
    }

    private static Map<String, Object> by(Provenance by) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("layer", by.layer());
        shown.put("version", by.version());
        shown.put("place", by.place());
        return shown;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
