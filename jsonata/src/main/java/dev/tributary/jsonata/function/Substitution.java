package dev.tributary.jsonata.function;

import dev.tributary.jsonata.value.Run;

import java.util.List;
import java.util.function.Function;

/**
 * The replacement for a match: a text in which {@code $0} is the match and {@code $1} its first
 * group.
 */
final class Substitution {
    private Substitution() {}

    /** {@code field} looks up a field of the match. */
    static String of(String template, Function<String, Object> field, Run run) {
        int dollar = template.indexOf('$');
        if (dollar < 0) return template;
        List<?> groups = field.apply("groups") instanceof List<?> list ? list : List.of();
        StringBuilder text = new StringBuilder();
        int charged = 0;
        int at = 0;
        while (dollar >= 0) {
            text.append(template, at, dollar);
            run.chars(text.length() - charged);
            charged = text.length();
            at = dollar + 1;
            char next = at < template.length() ? template.charAt(at) : 0;
            if (next == '$') {
                text.append('$');
                at++;
            } else if (next == '0') {
                text.append(field.apply("match"));
                at++;
            } else {
                at += group(template, at, groups, text);
            }
            dollar = template.indexOf('$', at);
        }
        return text.append(template, at, template.length()).toString();
    }

    /**
     * Appends the group whose number stands here and tells how many digits it has; without one, a
     * dollar sign.
     */
    private static int group(String template, int at, List<?> groups, StringBuilder text) {
        int most = groups.isEmpty() ? 1 : String.valueOf(groups.size()).length();
        int digits = digits(template, at, most);
        if (digits == 0) {
            text.append('$');
            return 0;
        }
        int number = Integer.parseInt(template.substring(at, at + digits));
        if (most > 1 && digits == most && number > groups.size()) {
            digits--;
            number = Integer.parseInt(template.substring(at, at + digits));
        }
        boolean present =
                number >= 1 && number <= groups.size() && groups.get(number - 1) instanceof String;
        if (present) text.append(groups.get(number - 1));
        return String.valueOf(number).length();
    }

    private static int digits(String template, int at, int most) {
        int digits = 0;
        while (digits < most && at + digits < template.length()) {
            char c = template.charAt(at + digits);
            if (c < '0' || c > '9') break;
            digits++;
        }
        return digits;
    }
}
