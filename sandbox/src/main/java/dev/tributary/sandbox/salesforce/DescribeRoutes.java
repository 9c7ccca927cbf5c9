package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is: versions, resources, objects, limits and list views. */
final class DescribeRoutes {
    private final Gate gate;

    DescribeRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/services/data", (request, path) -> versions());
        String layouts = "/sobjects/{object}/describe/layouts";
        String views = "/sobjects/{object}/listviews";
        gate.add("GET", "", DescribeRoutes::resources)
                .add("GET", "/limits", this::limits)
                .add("GET", "/sobjects", DescribeRoutes::objects)
                .add("GET", "/sobjects/{object}", DescribeRoutes::object)
                .add("GET", "/sobjects/{object}/describe", DescribeRoutes::describe)
                .add("GET", layouts, DescribeRoutes::layouts)
                .add("GET", layouts + "/{type}", DescribeRoutes::layout)
                .add("GET", views, DescribeRoutes::listViews)
                .add("GET", views + "/{view}", DescribeRoutes::listView)
                .add("GET", views + "/{view}/describe", DescribeRoutes::describeListView);
    }

    private static Reply versions() {
        List<Object> versions = new ArrayList<>();
        for (int release = Gate.OLDEST; release <= Gate.NEWEST; release++) {
            String[] seasons = {"Winter", "Spring", "Summer"};
            // Winter '24 is 59, Spring '24 is 60, Summer '24 is 61.
            int since = release - 59 + 3 * 24;
            versions.add(
                    Json.of("label", "%s '%d".formatted(seasons[since % 3], since / 3))
                            .and("url", "/services/data/v%d.0".formatted(release))
                            .and("version", release + ".0"));
        }
        return Reply.json(200, versions);
    }

    private static Reply resources(Call call) {
        Json.Fields resources = Json.of();
        for (String name :
                List.of("sobjects", "query", "queryAll", "limits", "composite", "jobs")) {
            resources.and(name, call.url("/" + name));
        }
        return Reply.json(200, resources);
    }

    private Reply limits(Call call) {
        long max = call.org().dials().get(SalesforceDial.DAILY_LIMIT);
        return Reply.json(
                200,
                Json.of("DailyApiRequests", allowance(max, gate.remaining()))
                        .and("DailyBulkApiBatches", allowance(15_000, 15_000))
                        .and("DailyBulkV2QueryJobs", allowance(10_000, 10_000))
                        .and("DataStorageMB", allowance(1024, 1024)));
    }

    private static Map<String, @Nullable Object> allowance(long max, long remaining) {
        return Json.of("Max", max).and("Remaining", remaining);
    }

    private static Reply objects(Call call) {
        DescribeView view = new DescribeView(call.org(), call.version());
        return Reply.json(
                200,
                Json.of("encoding", "UTF-8")
                        .and("maxBatchSize", 200)
                        .and(
                                "sobjects",
                                call.org().schema().all().stream().map(view::brief).toList()));
    }

    private static Reply object(Call call) {
        return Reply.json(
                200,
                Json.of(
                                "objectDescribe",
                                new DescribeView(call.org(), call.version()).brief(call.entity()))
                        .and("recentItems", List.of()));
    }

    private static Reply describe(Call call) {
        Entity entity = call.entity();
        Instant changed = call.org().schema().changed(entity).truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> known =
                call.request().header("If-Modified-Since").flatMap(DescribeRoutes::date);
        Reply reply =
                known.isPresent() && !changed.isAfter(known.get())
                        ? Reply.empty(304)
                        : Reply.json(
                                200, new DescribeView(call.org(), call.version()).full(entity));
        return reply.with(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(changed.atOffset(ZoneOffset.UTC)));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Reply layouts(Call call) {
        return Reply.json(200, new LayoutView(call, call.entity()).all());
    }

    private static Reply layout(Call call) {
        LayoutView view = new LayoutView(call, call.entity());
        if (!view.isOfType(call.path().get("type"))) {
            throw SalesforceProblem.noSuchResource();
        }
        return Reply.json(200, view.one());
    }

    private static Reply listViews(Call call) {
        Entity entity = call.entity();
        List<Map<String, @Nullable Object>> views = new ArrayList<>();
        for (SObject view : call.org().all("ListView")) {
            if (entity.name().equals(view.get("SobjectType"))) {
                views.add(show(call, entity, view));
            }
        }
        return Reply.json(
                200,
                Json.of("done", true)
                        .and("listviews", views)
                        .and("nextRecordsUrl", null)
                        .and("size", views.size())
                        .and("sobjectType", entity.name()));
    }

    private static Reply listView(Call call) {
        return Reply.json(200, show(call, call.entity(), find(call)));
    }

    private static Reply describeListView(Call call) {
        Entity entity = call.entity();
        SObject view = find(call);
        String name = entity.nameField().map(Field::name).orElse("Id");
        return Reply.json(
                200,
                Json.of("id", view.id())
                        .and("sobjectType", entity.name())
                        .and(
                                "query",
                                "SELECT Id, %s FROM %s ORDER BY %s ASC NULLS FIRST, Id ASC NULLS FIRST"
                                        .formatted(name, entity.name(), name))
                        .and("columns", List.of(Json.of("fieldNameOrPath", name)))
                        .and("orderBy", List.of())
                        .and("whereCondition", null));
    }

    private static SObject find(Call call) {
        Entity entity = call.entity();
        return call.org()
                .find(call.path().get("view"))
                .filter(view -> view.type().equals("ListView"))
                .filter(view -> entity.name().equals(view.get("SobjectType")))
                .orElseThrow(SalesforceProblem::noSuchResource);
    }

    private static Map<String, @Nullable Object> show(Call call, Entity entity, SObject view) {
        String url = call.url("/sobjects/%s/listviews/%s".formatted(entity.name(), view.id()));
        return Json.of("id", view.id())
                .and("developerName", view.get("DeveloperName"))
                .and("label", view.get("Name"))
                .and("soqlCompatible", view.get("IsSoqlCompatible"))
                .and("describeUrl", url + "/describe")
                .and("resultsUrl", url + "/results")
                .and("url", url);
    }
}
