package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/** Lists of records: get, search, create, and who is in them. */
final class ListRoutes {
    private static final int COUNT_DEFAULT = 20;
    private static final int COUNT_MAX = 500;
    private static final int MEMBERS_DEFAULT = 100;
    private static final int MEMBERS_MAX = 250;

    private final Gate gate;

    ListRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        String many = "/crm/v3/lists";
        String one = many + "/{list}";
        String members = one + "/memberships";
        Gate.Needs get = Gate.Needs.scope("crm.lists.read", "includeFilters");
        Gate.Needs some = Gate.Needs.scope("crm.lists.read", "includeFilters", "listIds");
        Gate.Needs read = Gate.Needs.scope("crm.lists.read");
        Gate.Needs page = Gate.Needs.scope("crm.lists.read", "limit", "after", "before");
        Gate.Needs write = Gate.Needs.scope("crm.lists.write");
        // The provider's own client library calls it with a slash at the end.
        for (String path : List.of(many, many + "/")) {
            routes.add("GET", path, gate.guard(some, this::some))
                    .add("POST", path, gate.guard(write, this::create));
        }
        routes.add("POST", many + "/search", gate.guard(read, this::search))
                .add("GET", one, gate.guard(get, call -> single(call, find(call))))
                .add(
                        "GET",
                        many + "/object-type-id/{type}/name/{name}",
                        gate.guard(get, this::named))
                .add("GET", members, gate.guard(page, this::members))
                .add("PUT", members + "/add", gate.guard(write, this::include))
                .add("PUT", members + "/remove", gate.guard(write, this::exclude));
    }

    private Reply some(Call call) {
        List<String> ids = call.request().queryList("listIds");
        return Reply.json(
                200,
                Json.of(
                        "lists",
                        call.portal().lists().all().stream()
                                .filter(list -> ids.contains(list.id()))
                                .map(list -> view(call, list))
                                .toList()));
    }

    private Reply named(Call call) {
        return single(
                call,
                call.portal()
                        .lists()
                        .named(call.type("type"), call.path().get("name"))
                        .orElseThrow(HubSpotProblem::noSuchObject));
    }

    private static Reply single(Call call, CrmLists.CrmList list) {
        return Reply.json(200, Json.of("list", view(call, list)));
    }

    private Reply create(Call call) {
        Body body =
                call.body(
                        "name",
                        "objectTypeId",
                        "processingType",
                        "filterBranch",
                        "listFolderId",
                        "customProperties");
        return single(
                call,
                call.portal()
                        .lists()
                        .add(
                                body.requiredText("name"),
                                call.portal().types().named(body.requiredText("objectTypeId")),
                                processing(body.requiredText("processingType"))));
    }

    private static CrmLists.Processing processing(String name) {
        return Arrays.stream(CrmLists.Processing.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> HubSpotProblem.invalid("no processingType " + name));
    }

    private Reply search(Call call) {
        Body body =
                call.body(
                        "query",
                        "listIds",
                        "processingTypes",
                        "objectTypeId",
                        "additionalProperties",
                        "offset",
                        "count",
                        "sort");
        String query = body.text("query").orElse("").toLowerCase(Locale.ROOT);
        List<String> ids = body.texts("listIds");
        List<String> processing = body.texts("processingTypes");
        String typeId = body.text("objectTypeId").orElse("");
        int offset = body.integer("offset").orElse(0);
        int count = body.integer("count").orElse(COUNT_DEFAULT);
        if (offset < 0 || count < 1 || count > COUNT_MAX) {
            throw HubSpotProblem.invalid("count must be 1 to %d".formatted(COUNT_MAX));
        }
        List<CrmLists.CrmList> found =
                call.portal().lists().all().stream()
                        .filter(list -> list.name().toLowerCase(Locale.ROOT).contains(query))
                        .filter(list -> ids.isEmpty() || ids.contains(list.id()))
                        .filter(
                                list ->
                                        processing.isEmpty()
                                                || processing.contains(list.processing().name()))
                        .filter(list -> typeId.isEmpty() || list.type().typeId().equals(typeId))
                        .toList();
        int end = Math.min(found.size(), offset + count);
        List<Map<String, @Nullable Object>> page = new ArrayList<>();
        for (CrmLists.CrmList list :
                offset >= end ? List.<CrmLists.CrmList>of() : found.subList(offset, end)) {
            Map<String, @Nullable Object> view = view(call, list);
            Object size = view.remove("size");
            view.put("additionalProperties", Json.of("hs_list_size", String.valueOf(size)));
            page.add(view);
        }
        return Reply.json(
                200,
                Json.of("offset", end)
                        .and("hasMore", end < found.size())
                        .and("lists", page)
                        .and("total", found.size()));
    }

    private Reply members(Call call) {
        int limit = call.whole("limit", MEMBERS_DEFAULT, 1, MEMBERS_MAX);
        String after = call.request().query("after").orElse("0");
        if (!after.matches("\\d{1,18}")) {
            throw HubSpotProblem.invalid("after is not one of our cursors: " + after);
        }
        Map<Long, Instant> all = call.portal().lists().members(find(call));
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        String last = "";
        boolean more = false;
        for (Map.Entry<Long, Instant> member : all.entrySet()) {
            if (member.getKey() <= Long.parseLong(after)) {
                continue;
            }
            more = results.size() == limit;
            if (more) {
                break;
            }
            last = Long.toString(member.getKey());
            results.add(
                    Json.of("recordId", last, "membershipTimestamp", member.getValue().toString()));
        }
        Map<String, @Nullable Object> body = Json.of("results", results).and("total", all.size());
        if (more) {
            body.put("paging", Json.of("next", Json.of("after", last)));
        }
        return Reply.json(200, body);
    }

    private Reply include(Call call) {
        return change(call, "recordsIdsAdded", call.portal().lists()::include);
    }

    private Reply exclude(Call call) {
        return change(call, "recordIdsRemoved", call.portal().lists()::exclude);
    }

    /** Whoever follows rules cannot be put in or taken out. */
    private static Reply change(
            Call call, String changed, BiPredicate<CrmLists.CrmList, Long> change) {
        CrmLists.CrmList list = find(call);
        if (list.processing() == CrmLists.Processing.DYNAMIC) {
            throw HubSpotProblem.invalid("list " + list.id() + " follows rules");
        }
        List<@Nullable Object> ids =
                Json.parse(call.request().body())
                        .flatMap(Json::asList)
                        .orElseThrow(() -> Body.malformed("a list of record ids was expected"));
        List<String> done = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Object item : ids) {
            String id = String.valueOf(item);
            if (call.crm().find(list.type(), Call.id(id)).isEmpty()) {
                missing.add(id);
            } else if (change.test(list, Long.parseLong(id))) {
                done.add(id);
            }
        }
        Map<String, @Nullable Object> body =
                Json.of("recordsIdsAdded", List.of())
                        .and("recordIdsRemoved", List.of())
                        .and("recordIdsMissing", missing);
        body.put(changed, done);
        return Reply.json(200, body);
    }

    private static CrmLists.CrmList find(Call call) {
        return call.portal()
                .lists()
                .find(call.path().get("list"))
                .orElseThrow(HubSpotProblem::noSuchObject);
    }

    private static Map<String, @Nullable Object> view(Call call, CrmLists.CrmList list) {
        return Json.of("listId", list.id())
                .and("name", list.name())
                .and("objectTypeId", list.type().typeId())
                .and("processingType", list.processing().name())
                .and("processingStatus", "COMPLETE")
                .and("listVersion", 1)
                .and("size", call.portal().lists().members(list).size())
                .and("createdAt", list.createdAt().toString())
                .and("updatedAt", list.createdAt().toString());
    }
}
