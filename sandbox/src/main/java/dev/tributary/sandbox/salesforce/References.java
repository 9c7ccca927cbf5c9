package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers of earlier parts of a composite call, which later parts refer to: @{account.id}. */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)((?:\\.\\w+|\\[\\d+])*)}");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)]");

    private final Map<String, Object> answers = new HashMap<>();

    void put(String referenceId, Object answer) {
        answers.put(referenceId, answer);
    }

    /**
     * A text with its references replaced by what they refer to.
     *
     * @throws SalesforceProblem 400 when one refers to nothing
     */
    String text(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        value(found.group(), found.group(1), found.group(2))
                                                .toString()));
    }

    /** The same for everything in a JSON value. */
    @Nullable Object resolved(@Nullable Object value) {
        return switch (value) {
            case String text -> {
                Matcher whole = REFERENCE.matcher(text);
                yield whole.matches() ? value(text, whole.group(1), whole.group(2)) : text(text);
            }
            case Map<?, ?> map -> {
                Json.Fields fields = Json.of();
                map.forEach((name, item) -> fields.and(String.valueOf(name), resolved(item)));
                yield fields;
            }
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(resolved(item)));
                yield items;
            }
            case null, default -> value;
        };
    }

    private Object value(String reference, String referenceId, String steps) {
        @Nullable Object at = answers.get(referenceId);
        Matcher step = STEP.matcher(steps);
        while (at != null && step.find()) {
            if (step.group(1) != null) {
                at = Json.asObject(at).map(map -> map.get(step.group(1))).orElse(null);
            } else {
                int index = Integer.parseInt(step.group(2));
                at =
                        Json.asList(at)
                                .filter(list -> index < list.size())
                                .map(list -> list.get(index))
                                .orElse(null);
            }
        }
        if (at == null) {
            throw new SalesforceProblem(
                    400,
                    "PROCESSING_HALTED",
                    "Invalid reference specified. No value for %s found in %s"
                            .formatted(
                                    reference.substring(2, reference.length() - 1), referenceId));
        }
        return at;
    }
}
