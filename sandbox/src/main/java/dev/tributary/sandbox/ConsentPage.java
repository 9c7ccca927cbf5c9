package dev.tributary.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The page on which a person lets an app into an account, and the ways back to the app. */
public final class ConsentPage {
    private ConsentPage() {}

    /** A choice of the account that the app gets into. */
    public record Account(String id, String name) {}

    /**
     * @param provider the name in the title
     * @param field the form field that carries the chosen account
     * @param request the parameters that came, sent along with the form
     */
    public static Reply ask(
            String provider,
            String field,
            List<Account> accounts,
            List<String> scopes,
            Map<String, List<String>> request) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html><html lang=en><meta charset=utf-8><title>")
                .append(escape(provider))
                .append(" (emulated)</title><style>body{font:16px system-ui;max-width:32em;")
                .append("margin:4em auto}button{font:inherit;padding:.5em 1em}</style><h1>")
                .append("Let the app in?</h1><p>It asks for:</p><ul>");
        scopes.forEach(scope -> page.append("<li>").append(escape(scope)).append("</li>"));
        page.append("</ul><form method=post>");
        request.forEach(
                (name, values) ->
                        values.forEach(
                                value ->
                                        page.append("<input type=hidden name=\"")
                                                .append(escape(name))
                                                .append("\" value=\"")
                                                .append(escape(value))
                                                .append("\">")));
        page.append("<p><select name=\"").append(escape(field)).append("\">");
        accounts.forEach(
                account ->
                        page.append("<option value=\"")
                                .append(escape(account.id()))
                                .append("\">")
                                .append(escape(account.name()))
                                .append("</option>"));
        page.append("</select></p><button name=decision value=approve>Approve</button> ")
                .append("<button name=decision value=deny>Deny</button></form></html>");
        return Reply.html(200, page.toString());
    }

    /**
     * Serves the page, and instead of it the {@link ConsentProblem} there is.
     *
     * @param ask shows the page for the parameters of an address
     * @param decide does what the person chose in its form
     */
    public static void serve(
            Routes routes,
            String path,
            Function<Map<String, List<String>>, Reply> ask,
            Function<Map<String, List<String>>, Reply> decide) {
        routes.add("GET", path, checked(request -> ask.apply(request.query())))
                .add("POST", path, checked(request -> decide.apply(request.form())));
    }

    private static Routes.Handler checked(Function<Request, Reply> handler) {
        return (request, path) -> {
            try {
                return handler.apply(request);
            } catch (ConsentProblem problem) {
                return refuse(String.valueOf(problem.getMessage()));
            }
        };
    }

    private static Reply refuse(String why) {
        return Reply.html(
                400,
                "<!doctype html><html lang=en><meta charset=utf-8><title>Refused</title>"
                        + "<h1>This app cannot be let in</h1><p>"
                        + escape(why)
                        + "</p></html>");
    }

    public static boolean approved(Map<String, List<String>> form) {
        return Request.first(form, "decision").orElse("approve").equals("approve");
    }

    /**
     * Back to the app.
     *
     * @param form what the page sent; its state goes back with the answer
     * @param answer names and values by turns, added to the app's address
     */
    public static Reply back(String redirectUri, Map<String, List<String>> form, String... answer) {
        List<String> pairs = new ArrayList<>(List.of(answer));
        Request.first(form, "state").ifPresent(state -> pairs.addAll(List.of("state", state)));
        StringBuilder location = new StringBuilder(redirectUri);
        char separator = redirectUri.contains("?") ? '&' : '?';
        for (int i = 0; i < pairs.size(); i += 2) {
            location.append(separator)
                    .append(encode(pairs.get(i)))
                    .append('=')
                    .append(encode(pairs.get(i + 1)));
            separator = '&';
        }
        return Reply.redirect(location.toString());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
