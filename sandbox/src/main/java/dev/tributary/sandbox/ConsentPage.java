package dev.tributary.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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

    /** Why the page cannot be shown. The person is never sent to an address that is not known. */
    public static Reply refuse(String why) {
        return Reply.html(
                400,
                "<!doctype html><html lang=en><meta charset=utf-8><title>Refused</title>"
                        + "<h1>This app cannot be let in</h1><p>"
                        + escape(why)
                        + "</p></html>");
    }

    /** Back to the app, with parameters added to its address. */
    public static Reply back(String redirectUri, Map<String, String> parameters) {
        StringBuilder location = new StringBuilder(redirectUri);
        char separator = redirectUri.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            location.append(separator)
                    .append(encode(parameter.getKey()))
                    .append('=')
                    .append(encode(parameter.getValue()));
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
