package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Content;

import java.util.List;

/** The page that problem documents point to: every code with what to do next. */
public final class ErrorRoutes implements Routes {
    @Override
    public Chapter chapter() {
        return new Chapter("Operations", "How the server is doing.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/errors", Access.OPEN, ask -> Reply.html(200, page()))
                        .says("Every error code with what to do next", "A page for people.")
                        .answers(200, Content.PAGE));
    }

    private static String page() {
        StringBuilder rows = new StringBuilder();
        for (Code code : Code.values()) {
            rows.append(
                    """
                    <tr id="%s"><td><code>%s</code></td><td>%d</td><td>%s</td><td>%s</td></tr>
                    """
                            .formatted(
                                    code.text(),
                                    code.text(),
                                    code.status(),
                                    code.retryable() ? "yes" : "no",
                                    code.advice()));
        }
        return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Errors of Tributary</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
        td, th { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top }
        tr:target { background: #fe8 }
        @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } tr:target { background: #540 } }
        </style>
        <h1>Errors</h1>
        <p>Every error is an RFC 9457 problem document with one of these codes.</p>
        <table>
        <tr><th>code</th><th>status</th><th>may succeed later</th><th>what to do</th></tr>
        %s</table>
        </html>
        """
                .formatted(rows);
    }
}
