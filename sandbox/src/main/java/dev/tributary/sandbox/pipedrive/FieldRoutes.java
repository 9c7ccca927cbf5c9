package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a company's records are made of, as API v2 tells and takes it. */
final class FieldRoutes {
    private static final String ORDER = "fields";
    private static final String[] LIST = {"limit", "cursor", "include_fields"};

    private final Gate gate;

    FieldRoutes(Gate gate) {
        this.gate = gate;
    }

    /** Scopes of which an app needs one to see fields. */
    static Set<String> readScopes(ItemType type) {
        return union(type.readScopes(), writeScopes(type));
    }

    /** Scopes of which an app needs one to make fields. */
    static Set<String> writeScopes(ItemType type) {
        return switch (type) {
            case DEAL -> Set.of("admin", "deal-fields:full");
            case PERSON, ORGANIZATION -> Set.of("admin", "contact-fields:full");
            case PRODUCT -> Set.of("product-fields:full", "products:full");
            case USER, ACTIVITY, PIPELINE, STAGE, LINE_ITEM, LEAD, NOTE -> Set.of("admin");
        };
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    void addTo(Routes routes) {
        for (ItemType type : List.of(ItemType.DEAL, ItemType.PERSON, ItemType.ORGANIZATION)) {
            addTo(routes, type);
            addWrites(routes, type);
        }
        addTo(routes, ItemType.PRODUCT);
        addWrites(routes, ItemType.PRODUCT);
        addTo(routes, ItemType.ACTIVITY);
    }

    private void addTo(Routes routes, ItemType type) {
        String all = "/api/v2/" + type.fieldsPath();
        Set<String> scopes = readScopes(type);
        routes.add(
                        "GET",
                        all,
                        gate.guard(
                                Gate.Needs.any(scopes, Cost.LIST, LIST), call -> list(call, type)))
                .add(
                        "GET",
                        all + "/{code}",
                        gate.guard(
                                Gate.Needs.any(scopes, Cost.GET, "include_fields"),
                                call -> Call.ok(view(field(call, type)))));
    }

    private void addWrites(Routes routes, ItemType type) {
        String all = "/api/v2/" + type.fieldsPath();
        String one = all + "/{code}";
        String options = one + "/options";
        Gate.Needs write = Gate.Needs.any(writeScopes(type), Cost.WRITE);
        Gate.Needs delete = Gate.Needs.any(writeScopes(type), Cost.DELETE);
        routes.add("POST", all, gate.guard(write, call -> create(call, type)))
                .add("PATCH", one, gate.guard(write, call -> rename(call, type)))
                .add("DELETE", one, gate.guard(delete, call -> remove(call, type)))
                .add("POST", options, gate.guard(write, call -> addOptions(call, type)))
                .add("PATCH", options, gate.guard(write, call -> renameOptions(call, type)))
                .add("DELETE", options, gate.guard(delete, call -> removeOptions(call, type)));
    }

    private static Reply list(Call call, ItemType type) {
        int limit = (int) call.numberOr("limit", 100, 1, 500);
        long after = Cursor.of(call, ORDER).map(Cursor::number).orElse(0L);
        List<Field> fields =
                call.company().fields().all(type).stream()
                        .filter(field -> field.id() > after)
                        .toList();
        List<Field> page = fields.subList(0, Math.min(limit, fields.size()));
        String next =
                page.size() < fields.size()
                        ? new Cursor(ORDER, "", page.getLast().id()).text()
                        : "";
        return ItemRoutes.page(page.stream().map(FieldRoutes::view).toList(), next);
    }

    private static Reply create(Call call, ItemType type) {
        Map<String, @Nullable Object> body =
                call.body(
                        Set.of(
                                "field_name",
                                "field_type",
                                "options",
                                "description",
                                "ui_visibility",
                                "important_fields",
                                "required_fields"));
        String name = Call.text(body, "field_name");
        FieldType fieldType =
                FieldType.offered(Call.text(body, "field_type"))
                        .orElseThrow(
                                () -> PipedriveProblem.invalid("field_type", "there is none such"));
        List<String> labels = body.containsKey("options") ? labels(body.get("options")) : List.of();
        try {
            return Call.ok(view(call.company().fields().add(type, name, fieldType, labels)));
        } catch (IllegalArgumentException refused) {
            throw PipedriveProblem.invalid("options", refused.getMessage() + "");
        }
    }

    private static Reply rename(Call call, ItemType type) {
        Field field = own(call, type);
        Map<String, @Nullable Object> body =
                call.body(
                        Set.of(
                                "field_name",
                                "description",
                                "ui_visibility",
                                "important_fields",
                                "required_fields"));
        String name = body.containsKey("field_name") ? Call.text(body, "field_name") : field.name();
        String description = Json.asText(body.get("description")).orElse(field.description());
        return Call.ok(view(call.company().fields().replace(type, field.named(name, description))));
    }

    private static Reply remove(Call call, ItemType type) {
        Field field = own(call, type);
        call.company().fields().remove(type, field.code());
        return Call.ok(view(field));
    }

    private static Reply addOptions(Call call, ItemType type) {
        Field field = chosen(call, type);
        List<String> labels = labels(Json.parse(call.request().body()).orElse(""));
        return Call.ok(options(call.company().fields().addOptions(type, field, labels).options()));
    }

    private static Reply renameOptions(Call call, ItemType type) {
        Field field = chosen(call, type);
        List<Field.Option> options = new ArrayList<>(field.options());
        for (Map<String, @Nullable Object> given : objects(call)) {
            Field.Option old = option(field, given);
            options.set(
                    field.options().indexOf(old),
                    new Field.Option(old.id(), Call.text(given, "label")));
        }
        call.company().fields().replace(type, field.offering(options));
        return Call.ok(options(options));
    }

    private static Reply removeOptions(Call call, ItemType type) {
        Field field = chosen(call, type);
        List<Field.Option> gone = new ArrayList<>();
        for (Map<String, @Nullable Object> given : objects(call)) {
            gone.add(option(field, given));
        }
        List<Field.Option> left = new ArrayList<>(field.options());
        left.removeAll(gone);
        call.company().fields().replace(type, field.offering(left));
        return Call.ok(options(gone));
    }

    private static Field.Option option(Field field, Map<String, @Nullable Object> given) {
        return Optional.ofNullable(given.get("id"))
                .filter(Integer.class::isInstance)
                .flatMap(id -> field.option(((Integer) id).longValue()))
                .orElseThrow(() -> PipedriveProblem.invalid("id", "there is no such option"));
    }

    private static List<Map<String, @Nullable Object>> objects(Call call) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Object one :
                Json.parse(call.request().body())
                        .flatMap(Json::asList)
                        .orElseThrow(() -> PipedriveProblem.invalid("Expected 'array'"))) {
            objects.add(
                    Json.asObject(one)
                            .orElseThrow(() -> PipedriveProblem.invalid("Expected 'object'")));
        }
        return objects;
    }

    /** The labels in a list of options. */
    static List<String> labels(@Nullable Object options) {
        List<String> labels = new ArrayList<>();
        for (Object one :
                Json.asList(options)
                        .orElseThrow(
                                () -> PipedriveProblem.invalid("options", "Expected 'array'"))) {
            labels.add(
                    Call.text(
                            Json.asObject(one)
                                    .orElseThrow(
                                            () ->
                                                    PipedriveProblem.invalid(
                                                            "options", "Expected 'object'")),
                            "label"));
        }
        return labels;
    }

    private static Field field(Call call, ItemType type) {
        return call.company()
                .fields()
                .find(type, call.path().get("code"))
                .orElseThrow(() -> PipedriveProblem.notFound("Field"));
    }

    private static Field own(Call call, ItemType type) {
        Field field = field(call, type);
        if (!field.custom()) {
            throw PipedriveProblem.forbidden("only custom fields can be changed");
        }
        return field;
    }

    private static Field chosen(Call call, ItemType type) {
        Field field = own(call, type);
        if (field.options().isEmpty()) {
            throw PipedriveProblem.invalid("the field has no options");
        }
        return field;
    }

    private static Map<String, @Nullable Object> view(Field field) {
        return Json.of("field_name", field.name())
                .and("field_code", field.code())
                .and("field_type", field.type().wire())
                .and("description", field.description().isEmpty() ? null : field.description())
                .and("options", field.options().isEmpty() ? null : shown(field))
                .and("subfields", subfields(field.type()))
                .and("is_custom_field", field.custom())
                .and("is_optional_response_field", field.access() == Field.Access.ASK);
    }

    /** Choices are known by their words, options by numbers. */
    private static List<Map<String, @Nullable Object>> shown(Field field) {
        if (field.type() != FieldType.CHOICE) {
            return options(field.options());
        }
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        field.options()
                .forEach(
                        option ->
                                shown.add(
                                        Json.of("id", option.label())
                                                .and("label", option.label())));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> options(List<Field.Option> options) {
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        options.forEach(
                option -> shown.add(Json.of("id", option.id()).and("label", option.label())));
        return shown;
    }

    private static @Nullable List<Map<String, @Nullable Object>> subfields(FieldType type) {
        List<String> codes =
                switch (type) {
                    case MONETARY -> List.of("value double", "currency varchar");
                    case DATERANGE -> List.of("value date", "until date");
                    case TIME -> List.of("value time", "timezone_id int", "timezone_name varchar");
                    case TIMERANGE ->
                            List.of(
                                    "value time",
                                    "until time",
                                    "timezone_id int",
                                    "timezone_name varchar");
                    default -> List.of();
                };
        List<Map<String, @Nullable Object>> subfields = new ArrayList<>();
        for (String code : codes) {
            String[] parts = code.split(" ");
            subfields.add(
                    Json.of("field_code", parts[0])
                            .and("field_name", parts[0])
                            .and("field_type", parts[1]));
        }
        return subfields.isEmpty() ? null : subfields;
    }
}
