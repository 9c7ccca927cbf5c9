package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.salesforce.soql.Path;
import dev.tributary.sandbox.salesforce.soql.SoqlProblem;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** One record at a time: create, read, change, delete, by id or by a key field. */
final class RecordRoutes {
    private static final int UPSERT_SAYS_CREATED = 46;

    private final Gate gate;

    RecordRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        String one = "/sobjects/{object}/{id}";
        String keyed = "/sobjects/{object}/{field}/{value}";
        gate.add("POST", "/sobjects/{object}", RecordRoutes::create)
                .add("GET", one, call -> read(call, new Found(call).byId()))
                .add("PATCH", one, RecordRoutes::update)
                .add("DELETE", one, call -> delete(call, new Found(call).byId()))
                .add("GET", keyed, call -> read(call, new Found(call).byKey()))
                .add("PATCH", keyed, RecordRoutes::upsert)
                .add("DELETE", keyed, call -> delete(call, new Found(call).byKey()));
    }

    private static Reply create(Call call) {
        Entity entity = call.entity();
        Map<String, @Nullable Object> body = call.body();
        Batch.Done done = call.org().batch().one(new Writes(call).insert(entity, body));
        return created(call, entity, done.id());
    }

    private static Reply created(Call call, Entity entity, String id) {
        return Reply.json(201, Json.of("id", id).and("success", true).and("errors", List.of()))
                .with("Location", call.url("/sobjects/%s/%s".formatted(entity.name(), id)));
    }

    private static Reply read(Call call, SObject record) {
        Entity entity = call.entity();
        if (record.deleted()) {
            throw SalesforceProblem.noSuchResource();
        }
        Rows rows = call.org().queries().rows();
        return Reply.json(
                200, shape(call.request(), call.org(), entity).show(record, rows, call.version()));
    }

    /** All fields, or those in the parameter. */
    static Shape shape(Request request, Org org, Entity entity) {
        List<String> names = request.queryList("fields");
        return names.isEmpty() ? Shape.of(List.copyOf(entity.all())) : shape(names, org, entity);
    }

    static Shape shape(List<String> names, Org org, Entity entity) {
        Shape shape = new Shape();
        Binder binder = new Binder(org.schema(), entity, "");
        try {
            for (String name : names) {
                shape.add(binder.reach(new Path(List.of(name.split("\\.")), 0)));
            }
        } catch (SoqlProblem unknown) {
            throw new SalesforceProblem(400, unknown.code(), unknown.why());
        }
        return shape;
    }

    private static Reply update(Call call) {
        Map<String, @Nullable Object> body = call.body();
        Entity entity = call.entity();
        SObject record = new Found(call).byId();
        Writes.refuse(body, "Id");
        call.org().batch().one(new Writes(call).update(entity, record.id(), body));
        return Reply.empty(204);
    }

    private static Reply delete(Call call, SObject record) {
        call.org().batch().one(new Writes(call).delete(call.entity(), record.id()));
        return Reply.empty(204);
    }

    private static Reply upsert(Call call) {
        Entity entity = call.entity();
        Field field = new Found(call).keyField();
        Map<String, @Nullable Object> body = call.body();
        Writes.refuse(body, field.name());
        if (field.type() == FieldType.ID) {
            SObject record = Found.byId(call, entity, call.path().get("value"));
            call.org().batch().one(new Writes(call).update(entity, record.id(), body));
            return saved(call, record.id());
        }
        String value = call.path().get("value");
        Batch.Done done =
                call.org().batch().one(new Writes(call).upsert(entity, field, value, body));
        if (done.created()) {
            Reply reply = created(call, entity, done.id());
            return call.release() < UPSERT_SAYS_CREATED
                    ? reply
                    : Reply.json(201, saved(done.id(), true))
                            .with("Location", reply.headers().getOrDefault("Location", ""));
        }
        return saved(call, done.id());
    }

    private static Reply saved(Call call, String id) {
        return call.release() < UPSERT_SAYS_CREATED
                ? Reply.empty(204)
                : Reply.json(200, saved(id, false));
    }

    private static Map<String, @Nullable Object> saved(String id, boolean created) {
        return Json.of("id", id)
                .and("success", true)
                .and("errors", List.of())
                .and("created", created);
    }
}
