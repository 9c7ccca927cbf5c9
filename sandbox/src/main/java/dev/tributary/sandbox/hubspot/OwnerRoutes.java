package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;
import dev.tributary.sandbox.Routes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Owners: read only. */
final class OwnerRoutes {
    private static final String READ = "crm.objects.owners.read";
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 500;

    private final Gate gate;

    OwnerRoutes(Gate gate) {
        this.gate = gate;
    }

    void addTo(Routes routes) {
        Gate.Needs list = Gate.Needs.scope(READ, "limit", "after", "email", "archived");
        // The provider's own client library calls it with a slash at the end.
        routes.add("GET", "/crm/v3/owners", gate.guard(list, this::list))
                .add("GET", "/crm/v3/owners/", gate.guard(list, this::list))
                .add(
                        "GET",
                        "/crm/v3/owners/{id}",
                        gate.guard(Gate.Needs.scope(READ, "idProperty", "archived"), this::get));
    }

    private Reply list(Call call) {
        int limit = call.whole("limit", LIMIT_DEFAULT, 1, LIMIT_MAX);
        int after = call.whole("after", 0, 0, 1_000_000_000);
        boolean archived = call.flag("archived");
        String email = call.request().query("email").orElse("");
        List<Owner> owners =
                call.portal().owners().all().stream()
                        .filter(owner -> owner.archived() == archived)
                        .filter(owner -> email.isEmpty() || owner.email().equalsIgnoreCase(email))
                        .filter(owner -> Long.parseLong(owner.id()) > after)
                        .toList();
        List<Owner> page = owners.subList(0, Math.min(limit, owners.size()));
        Map<String, @Nullable Object> body =
                Json.of("results", page.stream().map(OwnerRoutes::view).toList());
        if (owners.size() > limit) {
            String next = page.getLast().id();
            body.put(
                    "paging",
                    Json.of(
                            "next",
                            Json.of("after", next).and("link", "/crm/v3/owners?after=" + next)));
        }
        return Reply.json(200, body);
    }

    private Reply get(Call call) {
        String id = call.path().get("id");
        boolean archived = call.flag("archived");
        String idProperty = call.request().query("idProperty").orElse("id");
        if (!idProperty.equals("id") && !idProperty.equals("userId")) {
            throw HubSpotProblem.invalid("idProperty must be id or userId");
        }
        Owner owner =
                call.portal().owners().all().stream()
                        .filter(known -> known.archived() == archived)
                        .filter(
                                known ->
                                        (idProperty.equals("id") ? known.id() : known.userId())
                                                .equals(id))
                        .findFirst()
                        .orElseThrow(HubSpotProblem::noSuchObject);
        return Reply.json(200, view(owner));
    }

    static Map<String, @Nullable Object> view(Owner owner) {
        return Json.of("id", owner.id())
                .and("email", owner.email())
                .and("type", "PERSON")
                .and("firstName", owner.firstName())
                .and("lastName", owner.lastName())
                .and("userId", Long.parseLong(owner.userId()))
                .and("userIdIncludingInactive", Long.parseLong(owner.userId()))
                .and("createdAt", owner.createdAt().toString())
                .and("updatedAt", owner.updatedAt().toString())
                .and("archived", owner.archived());
    }
}
