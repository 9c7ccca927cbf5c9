package dev.tributary.sandbox.hubspot;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leads the provider's dated paths, and its several styles, to one place each. */
final class Paths {
    private static final String DATE = "20\\d\\d-(?:03|09)";
    private static final List<Rule> RULES =
            List.of(
                    rule(
                            "/crm/objects/" + DATE + "/([^/]+/[^/]+/associations/.*)",
                            "/crm/v4/objects/$1"),
                    rule(
                            "/crm/(objects|owners|pipelines|properties|lists)/" + DATE + "(/.*|$)",
                            "/crm/v3/$1$2"),
                    rule("/crm/associations/" + DATE + "/(.*)", "/crm/v4/associations/$1"),
                    rule("/crm/objects/v3/(.*)", "/crm/v3/objects/$1"),
                    rule("/deal-splits/" + DATE + "/(.*)", "/crm/v3/objects/deals/splits/$1"),
                    rule(
                            "/crm-object-schemas/(?:v3|" + DATE + ")/schemas(/.*|$)",
                            "/crm/v3/schemas$1"),
                    rule("/account-info/" + DATE + "/(.*)", "/account-info/v3/$1"),
                    rule("/settings/users/(?:v3|" + DATE + ")(/.*|$)", "/settings/v3/users$1"));

    private record Rule(Pattern from, String to) {}

    private Paths() {}

    private static Rule rule(String from, String to) {
        return new Rule(Pattern.compile(from), to);
    }

    static String resolve(String path) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.from().matcher(path);
            if (matcher.matches()) {
                return matcher.replaceFirst(rule.to());
            }
        }
        return path;
    }
}
