package dev.tributary.call;

import dev.tributary.connector.Paging;
import dev.tributary.connector.Request;
import dev.tributary.http.HttpCall;
import dev.tributary.mapping.Expression;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches provider pages in each of the styles a connector can declare. */
final class WalkPages {
    /** The answer's headers, by lower-case name, for whatever reads it. */
    static final String HEADERS = "headers";

    private static final Pattern NEXT_LINK =
            Pattern.compile("<([^>]*)>[^,]*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

    /**
     * A listing request.
     *
     * @param what is listed, for people
     * @param paging null: one page
     */
    record Route(
            String what,
            Request request,
            @Nullable Expression items,
            @Nullable Paging paging,
            List<String> budgets) {}

    /** One provider page; {@code next} null: the last. */
    record Fetch(List<@Nullable Object> items, @Nullable Object next) {}

    interface Items {
        void take(List<@Nullable Object> items);
    }

    private final SendRequest send;
    private final FollowPages follow;

    WalkPages(SendRequest send, FollowPages follow) {
        this.send = send;
        this.follow = follow;
    }

    void each(Link link, Route route, Bindings bindings, Trace trace, Items items) {
        follow.each(
                "%s of %s".formatted(route.what(), link.connector().title()),
                null,
                Cursor::place,
                position -> {
                    Fetch fetch = page(link, route, bindings, position, maximum(route), trace);
                    items.take(fetch.items());
                    return fetch.next();
                });
    }

    /** The page at {@code position} (null: the first) of about {@code size} items. */
    Fetch page(
            Link link,
            Route route,
            Bindings bindings,
            @Nullable Object position,
            int size,
            Trace trace) {
        Paging paging = route.paging();
        if (CutPages.needed(paging, size) && paging instanceof Paging.NextUrl url) {
            CutPages cut = CutPages.of(position, size);
            return cut.out(page(link, route, bindings, cut.at(), url.min(), trace));
        }
        Bindings own = bindings.copy().with("size", size);
        if (paging == null) {
            Answer answer = send.send(link, route.request(), own, route.budgets(), trace);
            return new Fetch(items(route, answer, own.with(HEADERS, answer.headers())), null);
        }
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        if (paging.size() != null) {
            parameters.put(paging.size(), size);
        }
        Answer answer =
                switch (paging) {
                    case Paging.Link _ -> follow(link, route, own, position, parameters, trace);
                    case Paging.NextUrl _ -> follow(link, route, own, position, parameters, trace);
                    case Paging.Cursor cursor -> {
                        put(parameters, cursor.send(), position);
                        yield sendWith(link, route, own, parameters, trace);
                    }
                    case Paging.Offset offset -> {
                        put(parameters, offset.send(), number(position, 0));
                        yield sendWith(link, route, own, parameters, trace);
                    }
                    case Paging.Page page -> {
                        put(parameters, page.send(), number(position, page.first()));
                        yield sendWith(link, route, own, parameters, trace);
                    }
                    case Paging.Keyset _ -> {
                        own.with("after", position);
                        yield sendWith(link, route, own, parameters, trace);
                    }
                    case Paging.Dynamic dynamic -> {
                        Object at =
                                position == null
                                        ? dynamic.first().evaluate(null, own.values())
                                        : position;
                        put(parameters, dynamic.send(), at);
                        yield sendWith(link, route, own.with("position", at), parameters, trace);
                    }
                };
        own.with(HEADERS, answer.headers());
        List<@Nullable Object> items = items(route, answer, own);
        return new Fetch(items, next(paging, answer, items, position, size, own));
    }

    static int maximum(Route route) {
        return route.paging() == null ? Query.LIMIT_MAX : route.paging().max();
    }

    private static @Nullable Object next(
            Paging paging,
            Answer answer,
            List<@Nullable Object> items,
            @Nullable Object position,
            int size,
            Bindings bindings) {
        return switch (paging) {
            case Paging.Cursor cursor -> cursor.next().evaluate(answer.body(), bindings.values());
            case Paging.NextUrl url -> url.next().evaluate(answer.body(), bindings.values());
            case Paging.Link _ -> nextLink(answer.headers().get("link"));
            case Paging.Offset _ -> items.size() < size ? null : number(position, 0) + items.size();
            case Paging.Page page ->
                    items.size() < size ? null : number(position, page.first()) + 1;
            case Paging.Keyset keyset ->
                    isLast(keyset, answer, items, size, bindings)
                            ? null
                            : keyOf(keyset, items.getLast());
            case Paging.Dynamic dynamic ->
                    Boolean.TRUE.equals(dynamic.done().evaluate(answer.body(), bindings.values()))
                            ? null
                            : dynamic.next().evaluate(answer.body(), bindings.values());
        };
    }

    private static boolean isLast(
            Paging.Keyset keyset,
            Answer answer,
            List<@Nullable Object> items,
            int size,
            Bindings bindings) {
        if (items.isEmpty() || keyset.done() == null) {
            return items.size() < size;
        }
        return Boolean.TRUE.equals(keyset.done().evaluate(answer.body(), bindings.values()));
    }

    private Answer sendWith(
            Link link,
            Route route,
            Bindings bindings,
            Map<String, @Nullable Object> parameters,
            Trace trace) {
        HttpCall call = first(link, route, bindings, parameters);
        return send.send(link.by(route.request()), call, route.budgets(), trace);
    }

    private Answer follow(
            Link link,
            Route route,
            Bindings bindings,
            @Nullable Object position,
            Map<String, @Nullable Object> parameters,
            Trace trace) {
        HttpCall call = first(link, route, bindings, parameters);
        if (position != null) {
            call = Address.follow(link, position.toString(), call);
        }
        return send.send(link.by(route.request()), call, route.budgets(), trace);
    }

    private static HttpCall first(
            Link link, Route route, Bindings bindings, Map<String, @Nullable Object> parameters) {
        boolean inBody = route.paging() != null && route.paging().in() == Paging.Place.BODY;
        return Address.call(link, route.request(), bindings, parameters, inBody);
    }

    private static List<@Nullable Object> items(Route route, Answer answer, Bindings bindings) {
        Object found =
                route.items() == null
                        ? answer.body()
                        : route.items().evaluate(answer.body(), bindings.values());
        return Trees.list(found);
    }

    private static void put(
            Map<String, @Nullable Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static @Nullable String nextLink(@Nullable String header) {
        Matcher matcher = NEXT_LINK.matcher(header == null ? "" : header);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static Object keyOf(Paging.Keyset keyset, @Nullable Object last) {
        Map<String, @Nullable Object> record = Trees.object(last, "a record");
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        keyset.by().forEach(field -> key.put(field, record.get(field)));
        return key;
    }

    private static long number(@Nullable Object position, int first) {
        return position == null ? first : Cursor.number(position);
    }
}
