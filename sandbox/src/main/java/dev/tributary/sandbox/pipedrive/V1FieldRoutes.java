package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a company's records are made of, as API v1 tells and takes it: by number and key. */
final class V1FieldRoutes {
    private final Gate gate;

    V1FieldRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        for (ItemType type : ItemType.CUSTOMIZABLE) {
            String all = "/api/v1/" + type.fieldsPath();
            Set<String> write = FieldRoutes.writeScopes(type);
            list(routes, type);
            routes.add(
                            "GET",
                            all + "/{id}",
                            gate.guard(
                                    Gate.Needs.any(FieldRoutes.readScopes(type), Cost.GET),
                                    call -> Call.ok(view(field(call, type)))))
                    .add(
                            "POST",
                            all,
                            gate.guard(
                                    Gate.Needs.any(write, Cost.WRITE), call -> create(call, type)))
                    .add(
                            "PUT",
                            all + "/{id}",
                            gate.guard(
                                    Gate.Needs.any(write, Cost.WRITE), call -> rename(call, type)))
                    .add(
                            "DELETE",
                            all + "/{id}",
                            gate.guard(
                                    Gate.Needs.any(write, Cost.DELETE),
                                    call -> delete(call, type)));
        }
        list(routes, ItemType.ACTIVITY);
        list(routes, ItemType.LEAD);
    }

    private void list(Routes routes, ItemType type) {
        routes.add(
                "GET",
                "/api/v1/" + type.fieldsPath(),
                gate.guard(
                        Gate.Needs.any(FieldRoutes.readScopes(type), Cost.LIST, "start", "limit"),
                        call ->
                                Window.of(call)
                                        .show(
                                                call.company().fields().all(type),
                                                V1FieldRoutes::view)));
    }

    private static Field field(Call call, ItemType type) {
        return call.company()
                .fields()
                .find(type, call.id("id"))
                .orElseThrow(() -> PipedriveProblem.notFound("Field"));
    }

    private static Field own(Call call, ItemType type) {
        Field field = field(call, type);
        if (!field.custom()) {
            throw PipedriveProblem.forbidden("only custom fields can be changed");
        }
        return field;
    }

    private static Reply create(Call call, ItemType type) {
        Map<String, @Nullable Object> body =
                call.body(Set.of("name", "field_type", "options", "add_visible_flag"));
        FieldType fieldType =
                FieldType.offered(Call.text(body, "field_type"))
                        .orElseThrow(
                                () -> PipedriveProblem.invalid("field_type", "there is none such"));
        List<String> labels =
                body.containsKey("options") ? FieldRoutes.labels(body.get("options")) : List.of();
        try {
            Field field =
                    call.company().fields().add(type, Call.text(body, "name"), fieldType, labels);
            return Reply.json(201, Json.of("success", true).and("data", view(field)));
        } catch (IllegalArgumentException refused) {
            throw PipedriveProblem.invalid("options", refused.getMessage() + "");
        }
    }

    private static Reply rename(Call call, ItemType type) {
        Field field = own(call, type);
        Map<String, @Nullable Object> body =
                call.body(Set.of("name", "options", "add_visible_flag"));
        Field renamed =
                body.containsKey("name")
                        ? field.named(Call.text(body, "name"), field.description())
                        : field;
        return Call.ok(view(call.company().fields().replace(type, renamed)));
    }

    private static Reply delete(Call call, ItemType type) {
        Field field = own(call, type);
        call.company().fields().remove(type, field.code());
        return Call.ok(Json.of("id", field.id()));
    }

    private static Map<String, @Nullable Object> view(Field field) {
        List<Map<String, @Nullable Object>> options = new ArrayList<>();
        field.options()
                .forEach(one -> options.add(Json.of("id", one.id()).and("label", one.label())));
        return Json.of("id", field.id())
                .and("key", field.code())
                .and("name", field.name())
                .and("field_type", field.type().wire())
                .and("active_flag", true)
                .and("edit_flag", field.custom())
                .and("index_visible_flag", true)
                .and("details_visible_flag", true)
                .and("add_visible_flag", field.custom())
                .and("bulk_edit_allowed", field.access() == Field.Access.WRITE)
                .and("searchable_flag", field.type().searchable())
                .and("filtering_allowed", true)
                .and("sortable_flag", true)
                .and("mandatory_flag", field.required())
                .and("options", options.isEmpty() ? null : options);
    }
}
