package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a record looks in an answer.
 *
 * @param properties what the caller asked for; empty gives the type's defaults
 * @param associations the types whose links the caller wants to see
 */
record RecordView(
        Portal portal,
        boolean unsetAsNull,
        List<String> properties,
        List<ObjectType> associations) {

    static RecordView of(Call call, List<String> properties) {
        return new RecordView(
                call.portal(), call.dials().on(HubSpotDial.UNSET_AS_NULL), properties, List.of());
    }

    /** Reads properties and associations from the query string. */
    static RecordView fromQuery(Call call) {
        refuseHistory(!call.request().queryList("propertiesWithHistory").isEmpty());
        List<ObjectType> associations = new ArrayList<>();
        for (String name : call.request().queryList("associations")) {
            associations.add(
                    ObjectType.find(name)
                            .orElseThrow(
                                    () ->
                                            HubSpotProblem.invalid(
                                                    "Unable to infer object type from: " + name)));
        }
        return new RecordView(
                call.portal(),
                call.dials().on(HubSpotDial.UNSET_AS_NULL),
                call.request().queryList("properties"),
                associations);
    }

    static void refuseHistory(boolean asked) {
        if (asked) {
            throw new HubSpotProblem(
                    501, "NOT_EMULATED", "the sandbox does not emulate propertiesWithHistory");
        }
    }

    /** With the properties that were asked for. */
    Map<String, @Nullable Object> show(CrmRecord record) {
        Set<String> names = new LinkedHashSet<>(properties);
        if (names.isEmpty()) {
            names.addAll(record.type().defaults());
        }
        names.addAll(List.of("hs_object_id", "createdate", record.type().modified()));
        Map<String, @Nullable Object> shown = new TreeMap<>();
        for (String name : names) {
            String value = record.properties().get(name);
            boolean known = portal.properties().find(record.type(), name).isPresent();
            if (value != null || (known && unsetAsNull)) {
                shown.put(name, value);
            }
        }
        return envelope(record, shown);
    }

    /** With everything that is set, as the answer to a write. */
    Map<String, @Nullable Object> showAll(CrmRecord record) {
        return envelope(record, new TreeMap<>(record.properties()));
    }

    private Map<String, @Nullable Object> envelope(
            CrmRecord record, Map<String, @Nullable Object> shown) {
        Map<String, @Nullable Object> view =
                Json.of("id", Long.toString(record.id()))
                        .and("properties", shown)
                        .and("createdAt", record.createdAt().toString())
                        .and("updatedAt", record.updatedAt().toString())
                        .and("archived", record.archived());
        record.archivedAt().ifPresent(at -> view.put("archivedAt", at.toString()));
        Map<String, @Nullable Object> links = new TreeMap<>();
        for (ObjectType to : associations) {
            List<Map<String, @Nullable Object>> results = links(record, to);
            if (!results.isEmpty()) {
                links.put(to.plural(), Json.of("results", results));
            }
        }
        if (!links.isEmpty()) {
            view.put("associations", links);
        }
        return view;
    }

    private List<Map<String, @Nullable Object>> links(CrmRecord record, ObjectType to) {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        for (Associations.Link link :
                portal.crm().associations().of(record.type(), record.id(), to)) {
            for (Associations.LinkType type : link.types()) {
                results.add(Json.of("id", Long.toString(link.to())).and("type", type.v3Name()));
            }
        }
        return results;
    }
}
