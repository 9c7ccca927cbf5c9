package dev.tributary.integration;

import dev.tributary.Failure;
import dev.tributary.connector.Question;
import dev.tributary.connector.Scheme;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a customer typed in, checked. It prints no secret.
 *
 * @param variables for everybody to see
 * @param secrets to be sealed
 */
record Typed(Map<String, Object> variables, Map<String, String> secrets) {
    static final Typed NOTHING = new Typed(Map.of(), Map.of());
    private static final int CHARACTERS_MAX = 20_000;

    Typed {
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
    }

    /**
     * @throws Failure {@code invalid_request} naming the field, never quoting a secret
     */
    static Typed in(Scheme scheme, Map<String, String> form) {
        Map<String, Object> variables = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        scheme.ask()
                .forEach(
                        (name, question) -> {
                            String answer = answer(question, form.getOrDefault(name, "").strip());
                            if (question.secret()) {
                                secrets.put(name, answer);
                            } else {
                                variables.put(name, answer);
                            }
                        });
        return new Typed(variables, secrets);
    }

    private static String answer(Question question, String typed) {
        String answer = typed;
        if (typed.isEmpty()) {
            answer = question.otherwise();
            if (answer == null) {
                throw Failure.invalid("the field %s is empty", question.name());
            }
        }
        if (answer.length() > CHARACTERS_MAX) {
            throw Failure.invalid("the field %s is too long", question.name());
        }
        requireForm(question, answer);
        return answer;
    }

    /** The same for a variable that our user sets; what goes into an address must not vanish. */
    static void check(Question question, @Nullable Object value) {
        if (!(value instanceof String text) || question.secret()) {
            throw Failure.invalid("the variable %s must be text", question.name());
        }
        requireForm(question, text);
    }

    private static void requireForm(Question question, String answer) {
        if (question.pattern() != null && !question.pattern().matches(answer)) {
            throw Failure.invalid(
                    "the field %s is not as it must be (%s)",
                    question.name(), question.pattern().pattern());
        }
    }

    @Override
    public String toString() {
        return "Typed[" + variables.keySet() + ", " + secrets.keySet() + "]";
    }
}
