package dev.tributary.http;

import dev.tributary.Failure;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks routes without a network, for programs that serve nobody. No key is checked. */
public final class AskDirectly {
    private final Router router;
    private final Caller caller;

    /** As somebody in {@code environmentId}. */
    public AskDirectly(List<Routes> routes, String environmentId) {
        router = new Router(routes);
        caller = new Caller("direct", environmentId, Set.of("*"));
    }

    /**
     * @param target path and query, encoded
     * @throws Failure what would be a problem document
     */
    public Reply ask(String method, String target, byte[] body) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String rawQuery = mark < 0 ? "" : target.substring(mark + 1);
        Router.Found found = router.find(method, path);
        return found.route()
                .handler()
                .handle(
                        new Ask(
                                "direct",
                                method,
                                path,
                                rawQuery,
                                found.variables(),
                                Dispatch.parse(rawQuery),
                                Map.of(),
                                caller,
                                new ByteArrayInputStream(body),
                                body.length,
                                Duration.ZERO));
    }
}
