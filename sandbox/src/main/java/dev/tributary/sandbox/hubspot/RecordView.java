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
        boolean spacedKeys,
        List<String> properties,
        List<ObjectType> associations) {

    static RecordView of(Call call, List<String> properties) {
        return of(call, properties, List.of());
    }

    private static RecordView of(
            Call call, List<String> properties, List<ObjectType> associations) {
        return new RecordView(
                call.portal(),
                call.dials().on(HubSpotDial.UNSET_AS_NULL),
                call.dials().on(HubSpotDial.SPACED_ASSOCIATION_KEYS),
                properties,
                associations);
    }

    /** With everything, for whoever needs no token. */
    static RecordView whole(Portal portal) {
        return new RecordView(portal, false, false, List.of(), List.of());
    }

    /** Reads properties and associations from the query string. */
    static RecordView fromQuery(Call call) {
        refuseHistory(!call.request().queryList("propertiesWithHistory").isEmpty());
        List<ObjectType> associations = new ArrayList<>();
        for (String name : call.request().queryList("associations")) {
            associations.add(call.portal().types().named(name));
        }
        return of(call, call.request().queryList("properties"), associations);
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
        names.addAll(List.of("hs_object_id", record.type().created(), record.type().modified()));
        Map<String, @Nullable Object> shown = new TreeMap<>();
        for (String name : names) {
            String value = record.properties().get(name);
            boolean known = portal.properties().find(record.type(), name).isPresent();
            if (known && (value != null || unsetAsNull)) {
                shown.put(name, value);
            }
        }
        return envelope(record, shown);
    }

    /** With everything that is set, as the answer to a write. */
    Map<String, @Nullable Object> showAll(CrmRecord record) {
        Map<String, @Nullable Object> shown = new TreeMap<>(record.properties());
        portal.properties().archived(record.type()).forEach(gone -> shown.remove(gone.name()));
        return envelope(record, shown);
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
                links.put(
                        spacedKeys ? to.plural().replace('_', ' ') : to.plural(),
                        Json.of("results", results));
            }
        }
        if (!links.isEmpty()) {
            view.put("associations", links);
        }
        return view;
    }

    private List<Map<String, @Nullable Object>> links(CrmRecord record, ObjectType to) {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        boolean primary = portal.linkTypes().primary(record.type(), to).isPresent();
        for (Associations.Link link : portal.crm().links().of(record.type(), record.id(), to)) {
            for (LinkType type : link.types()) {
                results.add(
                        Json.of("id", Long.toString(link.to())).and("type", type.v3Name(primary)));
            }
        }
        return results;
    }
}
