package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queries and their pages. */
final class QueryRoutes {
    private static final Pattern BATCH_SIZE = Pattern.compile("batchSize\\s*=\\s*(\\d{1,6})");
    private static final int BATCH_SIZE_MIN = 200;

    private final Gate gate;

    QueryRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        gate.add("GET", "/query", call -> query(call, false))
                .add("GET", "/queryAll", call -> query(call, true))
                .add("GET", "/query/{locator}", QueryRoutes::more)
                .add("GET", "/queryAll/{locator}", QueryRoutes::more);
    }

    private static Reply query(Call call, boolean deletedToo) {
        String statement =
                call.request()
                        .query("q")
                        .orElseThrow(
                                () ->
                                        new SalesforceProblem(
                                                400,
                                                "MALFORMED_QUERY",
                                                "A query string has to be specified"));
        Selected selected = call.org().queries().run(statement, deletedToo);
        int size = pageSize(call);
        if (selected.rows().size() <= size) {
            return Reply.json(
                    200,
                    Json.of("totalSize", selected.total())
                            .and("done", true)
                            .and("records", show(call, selected.rows())));
        }
        return page(
                call, new Locators.Place(call.org().queries().locators().keep(selected, size), 0));
    }

    private static int pageSize(Call call) {
        int max = (int) call.org().dials().get(SalesforceDial.QUERY_PAGE_MAX);
        Matcher wanted =
                BATCH_SIZE.matcher(call.request().header("Sforce-Query-Options").orElse(""));
        return wanted.find()
                ? Math.min(max, Math.max(BATCH_SIZE_MIN, Integer.parseInt(wanted.group(1))))
                : max;
    }

    private static Reply more(Call call) {
        return page(call, call.org().queries().locators().find(call.path().get("locator")));
    }

    private static Reply page(Call call, Locators.Place place) {
        List<Selected.Showable> all = place.open().selected().rows();
        int to = Math.min(all.size(), place.from() + place.open().pageSize());
        boolean done = to == all.size();
        Json.Fields page = Json.of("totalSize", all.size()).and("done", done);
        if (!done) {
            page.and("nextRecordsUrl", call.url("/query/" + place.open().locator(to)));
        }
        return Reply.json(200, page.and("records", show(call, all.subList(place.from(), to))));
    }

    private static List<?> show(Call call, List<Selected.Showable> rows) {
        return rows.stream().map(row -> row.show(call.version())).toList();
    }
}
