package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one page layout of an object: its fields in sections, for whatever record type. */
final class LayoutView {
    /** Stands for the record type of objects that have none. */
    private static final String MASTER = "012000000000000AAA";

    private final Call call;
    private final Entity entity;
    private final List<SObject> types;

    LayoutView(Call call, Entity entity) {
        this.call = call;
        this.entity = entity;
        types =
                call.org().all("RecordType").stream()
                        .filter(type -> entity.name().equals(type.get("SobjectType")))
                        .toList();
    }

    boolean isOfType(String recordTypeId) {
        return recordTypeId.equals(MASTER)
                || types.stream().anyMatch(type -> type.id().equals(recordTypeId));
    }

    /** The layout is left out where it would depend on the record type. */
    Map<String, @Nullable Object> all() {
        List<Object> mappings = new ArrayList<>();
        for (SObject type : types) {
            mappings.add(mapping(type.id(), String.valueOf(type.get("Name")), mappings.isEmpty()));
        }
        mappings.add(mapping(MASTER, "Master", mappings.isEmpty()));
        return Json.of("layouts", types.size() > 1 ? null : List.of(one()))
                .and("recordTypeMappings", mappings)
                .and("recordTypeSelectorRequired", List.of(types.size() > 1));
    }

    private Map<String, @Nullable Object> mapping(String id, String name, boolean usual) {
        String url = "/sobjects/%s/describe/layouts/%s".formatted(entity.name(), id);
        return Json.of("available", true)
                .and("defaultRecordTypeMapping", usual)
                .and("layoutId", id("00h", 0))
                .and("master", id.equals(MASTER))
                .and("name", name)
                .and("picklistsForRecordType", null)
                .and("recordTypeId", id)
                .and("urls", Json.of("layout", call.url(url)));
    }

    Map<String, @Nullable Object> one() {
        Map<String, List<Field>> sections = new LinkedHashMap<>();
        entity.all()
                .forEach(
                        field ->
                                sections.computeIfAbsent(heading(field), at -> new ArrayList<>())
                                        .add(field));
        List<Object> shown = new ArrayList<>();
        sections.forEach((heading, fields) -> shown.add(section(shown.size(), heading, fields)));
        return Json.of("id", id("00h", 0))
                .and("detailLayoutSections", shown)
                .and("editLayoutSections", shown)
                .and("relatedLists", List.of());
    }

    private String heading(Field field) {
        if (field.custom()) {
            return "Additional Information";
        }
        if (field.name().matches(".*(Street|City|State|PostalCode|Country)")) {
            return "Address Information";
        }
        return field.createable() || field.updateable()
                ? entity.label() + " Information"
                : "System Information";
    }

    private Map<String, @Nullable Object> section(int n, String heading, List<Field> fields) {
        return Json.of("collapsed", false)
                .and("columns", 1)
                .and("heading", heading)
                .and("layoutRows", fields.stream().map(this::row).toList())
                .and("layoutSectionId", id("01B", n))
                .and("parentLayoutId", id("00h", 0))
                .and("rows", fields.size())
                .and("tabOrder", "TopToBottom")
                .and("useCollapsibleSection", true)
                .and("useHeading", true);
    }

    private Map<String, @Nullable Object> row(Field field) {
        Json.Fields item =
                Json.of("label", field.label())
                        .and("editableForNew", field.createable() && entity.createable())
                        .and("editableForUpdate", field.updateable() && entity.createable())
                        .and("placeholder", false)
                        .and("required", !field.nillable() && field.createable())
                        .and(
                                "layoutComponents",
                                List.of(Json.of("type", "Field").and("value", field.name())));
        return Json.of("layoutItems", List.of(item)).and("numItems", 1);
    }

    /** The same whenever somebody asks. */
    private String id(String prefix, int n) {
        return RecordId.of(
                prefix, "Hs1", Math.floorMod(entity.name().hashCode(), 1_000_000_000) * 100L + n);
    }
}
