package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The splits of deals, many deals at once: read, and replace. */
final class SplitRoutes {
    private final Gate gate;
    private final Clock clock;

    SplitRoutes(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        String batch = "/crm/v3/objects/deals/splits/batch/";
        Gate.Needs needs = Gate.Needs.scope("crm.dealsplits.read_write");
        routes.add("POST", batch + "read", gate.guard(needs, this::read))
                .add("POST", batch + "upsert", gate.guard(needs, this::upsert));
    }

    private Reply read(Call call) {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Body input : inputs(call, "id")) {
            Optional<CrmRecord> deal = deal(call, input);
            deal.ifPresentOrElse(
                    found -> results.add(view(found.id(), splits(call, found))),
                    () -> missing.add(id(input)));
        }
        return reply(results, missing);
    }

    private Reply upsert(Call call) {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Body input : inputs(call, "id", "splits")) {
            Optional<CrmRecord> deal = deal(call, input);
            List<Splits.Share> shares = shares(call, input);
            deal.ifPresentOrElse(
                    found ->
                            results.add(
                                    view(
                                            found.id(),
                                            call.portal()
                                                    .splits()
                                                    .replace(
                                                            found.id(),
                                                            shares,
                                                            clock.instant()
                                                                    .truncatedTo(
                                                                            ChronoUnit.MILLIS)))),
                    () -> missing.add(id(input)));
        }
        return reply(results, missing);
    }

    private static List<Splits.Share> shares(Call call, Body input) {
        List<Splits.Share> shares = new ArrayList<>();
        for (Object item : input.list("splits")) {
            Body split = Body.of(item).knowing(call.strict(), "ownerId", "percentage");
            String owner =
                    split.id("ownerId").orElseThrow(() -> Body.malformed("ownerId is required"));
            if (call.portal().owners().find(owner).isEmpty()) {
                throw HubSpotProblem.invalid("there is no owner " + owner);
            }
            if (!(split.raw("percentage") instanceof Number share)) {
                throw Body.malformed("percentage must be a number");
            }
            shares.add(new Splits.Share(owner, new BigDecimal(share.toString())));
        }
        return shares;
    }

    private static List<Splits.Split> splits(Call call, CrmRecord deal) {
        List<Splits.Split> splits = call.portal().splits().of(deal.id());
        Optional<String> owner = deal.property("hubspot_owner_id");
        boolean whole =
                splits.isEmpty()
                        && owner.isPresent()
                        && call.dials().on(HubSpotDial.UNSPLIT_OWNER_SHARE);
        return whole
                ? List.of(
                        new Splits.Split(deal.id(), owner.get(), BigDecimal.ONE, deal.createdAt()))
                : splits;
    }

    private static Map<String, @Nullable Object> view(long deal, List<Splits.Split> splits) {
        return Json.of("id", Long.toString(deal))
                .and("splits", splits.stream().map(SplitRoutes::view).toList());
    }

    private static Map<String, @Nullable Object> view(Splits.Split split) {
        return Json.of("id", Long.toString(split.id()))
                .and(
                        "properties",
                        Json.of(
                                "hs_deal_split_percentage",
                                split.share().toPlainString(),
                                "hubspot_owner_id",
                                split.ownerId()))
                .and("createdAt", split.at().toString())
                .and("updatedAt", split.at().toString())
                .and("archived", false);
    }

    private Reply reply(List<Map<String, @Nullable Object>> results, List<String> missing) {
        String now = clock.instant().toString();
        Map<String, @Nullable Object> body =
                Json.of("status", "COMPLETE")
                        .and("results", results)
                        .and("startedAt", now)
                        .and("completedAt", now);
        if (missing.isEmpty()) {
            return Reply.json(200, body);
        }
        HubSpotProblem problem =
                new HubSpotProblem(404, "OBJECT_NOT_FOUND", "some deals do not exist");
        body.put("numErrors", 1);
        body.put("errors", List.of(problem.entry(Json.of("ids", missing))));
        return Reply.json(207, body);
    }

    private static Optional<CrmRecord> deal(Call call, Body input) {
        return ObjectRoutes.find(call, ObjectType.DEALS, id(input), Optional.empty(), false);
    }

    private static String id(Body input) {
        return input.id("id").orElseThrow(() -> Body.malformed("an input needs an id"));
    }

    private static List<Body> inputs(Call call, String... known) {
        return BatchRoutes.inputs(call, call.body("inputs"), HubSpotDial.BATCH_MAX, known);
    }
}
