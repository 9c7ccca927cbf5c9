package dev.tributary.call;

import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Request;
import dev.tributary.connector.Resource;
import dev.tributary.dialect.Ask;
import dev.tributary.dialect.Dialect;
import dev.tributary.mapping.FieldRule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Fetches a page that is asked for in the provider's query language. A select that is too long for
 * one statement is told in several, joined by id.
 */
final class FetchStated {
    private final WalkPages walk;
    private final MapRecords map;

    FetchStated(WalkPages walk, MapRecords map) {
        this.walk = walk;
        this.map = map;
    }

    WalkPages.Fetch page(
            Target target,
            WalkPages.Route route,
            ListRecords.Listing listing,
            Bindings bindings,
            Cursor cursor,
            int size,
            Trace trace) {
        Dialect dialect = dialect(target);
        List<DescribedField> described = map.described(target, trace);
        Statements statements = new Statements(dialect, idPath(target.resource()), described);
        Ask ask = statements.page(listing, route.paging(), cursor.position(), size);
        return fetch(target, route, statements, ask, bindings, cursor.position(), size, trace);
    }

    /** Records by id. */
    List<@Nullable Object> byId(
            Target target,
            WalkPages.Route route,
            List<String> ids,
            Bindings bindings,
            Trace trace) {
        Statements statements =
                new Statements(dialect(target), idPath(target.resource()), List.of());
        Ask ask = statements.byId(target.resource().object(), map.selects(target, trace), ids);
        return fetch(target, route, statements, ask, bindings, null, ids.size(), trace).items();
    }

    private WalkPages.Fetch fetch(
            Target target,
            WalkPages.Route route,
            Statements statements,
            Ask ask,
            Bindings bindings,
            @Nullable Object position,
            int size,
            Trace trace) {
        List<List<String>> groups = statements.groups(ask);
        bindings.with(Request.STATEMENT, statements.statement(ask.of(groups.getFirst())));
        WalkPages.Fetch first = walk.page(target.link(), route, bindings, position, size, trace);
        if (groups.size() == 1 || first.items().isEmpty()) {
            return first;
        }
        List<String> ids = statements.ids(first.items());
        List<List<@Nullable Object>> further = new ArrayList<>();
        for (List<String> group : groups.subList(1, groups.size())) {
            for (String statement : statements.byIds(ask.object(), group, ids)) {
                Bindings own = bindings.copy().with(Request.STATEMENT, statement);
                further.add(walk.page(target.link(), route, own, null, ids.size(), trace).items());
            }
        }
        return new WalkPages.Fetch(statements.joined(first.items(), further), first.next());
    }

    /** The question for all records of a listing at once. */
    String everything(Target target, ListRecords.Listing listing, Trace trace) {
        Statements statements =
                new Statements(
                        dialect(target), idPath(target.resource()), map.described(target, trace));
        return statements.statement(statements.page(listing, null, null, 0));
    }

    private static Dialect dialect(Target target) {
        return target.connector()
                .dialect()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        target.connector().name() + " has no dialect"));
    }

    private static String idPath(Resource resource) {
        return resource.mapping().table().stream()
                .filter(rule -> rule.unified().equals("id"))
                .map(FieldRule::from)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(resource.path() + " has no id"));
    }
}
