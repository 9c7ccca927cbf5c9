package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.connector.ErrorRule;
import dev.tributary.connector.Fixture;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Holds a failure against the one that a fixture has written down. */
final class CheckFailure {
    /** The member of a problem document that says what the provider's refusal was. */
    static final String KIND = "upstream_kind";

    private CheckFailure() {}

    /** The failure as a fixture has it. */
    static Fixture.Refusal written(Failure failure) {
        Object kind = failure.detail().get(KIND);
        ErrorRule.Kind is = null;
        for (ErrorRule.Kind one : ErrorRule.Kind.values()) {
            is = one.name().toLowerCase(Locale.ROOT).equals(kind) ? one : is;
        }
        return new Fixture.Refusal(is, failure.code().text(), failure.getMessage());
    }

    static List<Difference> against(Fixture.@Nullable Refusal expected, Failure failure) {
        if (expected == null) {
            return List.of(
                    new Difference(
                            "result",
                            "no failure",
                            failure.code().text() + ": " + failure.getMessage()));
        }
        List<Difference> found = new ArrayList<>();
        ErrorRule.Kind is = expected.is();
        Object kind = failure.detail().get(KIND);
        if (is != null && !is.name().toLowerCase(Locale.ROOT).equals(kind)) {
            found.add(
                    Difference.said(
                            "failure.is",
                            is.name().toLowerCase(Locale.ROOT),
                            "%s (%s: %s)"
                                    .formatted(kind, failure.code().text(), failure.getMessage())));
        }
        String code = expected.code();
        if (code != null && !code.equals(failure.code().text())) {
            found.add(Difference.said("failure.code", code, failure.code().text()));
        }
        String message = expected.message();
        // Ours puts the provider's name and status before the provider's words.
        if (message != null
                && !failure.getMessage().equals(message)
                && !failure.getMessage().endsWith(": " + message)) {
            found.add(Difference.said("failure.message", message, failure.getMessage()));
        }
        return found;
    }
}
