package dev.tributary.commission;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans and people over HTTP. */
final class PlanRoutes implements Routes {
    private static final Access READ = Access.scope("commission:read");
    private static final Access WRITE = Access.scope("commission:write");

    private final Plans plans;
    private final People people;
    private final Runnable wake;

    PlanRoutes(Plans plans, People people, Runnable wake) {
        this.plans = plans;
        this.people = people;
        this.wake = wake;
    }

    @Override
    public Chapter chapter() {
        return Commission.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/commission/plans", WRITE, this::createPlan)
                        .says(
                                "Create a plan, or its next version",
                                "A plan is data: measure, crediting, components, quotas, from a"
                                        + " date on. Everything that is wrong is said at once.")
                        .takes(Schema.map(Schema.anything()))
                        .answers(201, Answers.PLAN),
                Route.get("/commission/plans", READ, this::listPlans)
                        .says("List the versions of all plans")
                        .answers(200, Schema.page(Answers.PLAN)),
                Route.get("/commission/plans/{id}", READ, this::plan)
                        .says("Get a plan with its versions")
                        .answers(200, Answers.PLAN_WITH_VERSIONS),
                Route.post("/commission/people:match", WRITE, this::match)
                        .says(
                                "Match CRM users with employees",
                                "By work e-mail, now and whenever one of the two sides changes.")
                        .takes(Rematch.Source.class)
                        .answers(200, Schema.shown(MatchPeople.Outcome.class)),
                Route.post("/commission/people:link", WRITE, this::link)
                        .says("Say which person a CRM user is", "Goes before every match.")
                        .takes(People.Link.class)
                        .answers(200, Schema.shown(People.Answer.class)),
                Route.get(
                                "/commission/people",
                                READ,
                                ask -> Answers.page(people.list(ask.environmentId()), null))
                        .says("List people")
                        .answers(200, Schema.page(Schema.shown(People.Answer.class))));
    }

    private Reply createPlan(Ask ask) {
        Map<String, Object> document = new LinkedHashMap<>();
        Map<?, ?> sent = ask.json(LinkedHashMap.class);
        sent.forEach((key, value) -> document.put(String.valueOf(key), value));
        PlanRow made = plans.create(Actor.of(ask), document);
        wake.run();
        return Reply.created(answer(made));
    }

    private Reply listPlans(Ask ask) {
        return Answers.page(
                plans.list(ask.environmentId()).stream().map(PlanRoutes::answer).toList(), null);
    }

    private Reply plan(Ask ask) {
        String id = ask.variable("id");
        List<Map<String, Object>> versions =
                plans.list(ask.environmentId()).stream()
                        .filter(row -> row.planId().equals(id))
                        .map(PlanRoutes::answer)
                        .toList();
        if (versions.isEmpty()) {
            throw Failure.notFound("plan", id);
        }
        Map<String, Object> newest = new LinkedHashMap<>(versions.getLast());
        newest.put("versions", versions);
        return Reply.ok(newest);
    }

    private static Map<String, Object> answer(PlanRow row) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("id", row.planId());
        plan.put("name", row.name());
        plan.put("version", row.version());
        plan.put("effective_from", row.effectiveFrom().toString());
        plan.put("created_by", row.createdBy());
        plan.put("created_at", row.createdAt());
        plan.put("document", Json.tree(row.document()));
        return plan;
    }

    private Reply match(Ask ask) {
        MatchPeople.Outcome outcome = people.match(Actor.of(ask), ask.json(Rematch.Source.class));
        wake.run();
        return Reply.ok(outcome);
    }

    private Reply link(Ask ask) {
        People.Answer linked = people.link(Actor.of(ask), ask.json(People.Link.class));
        wake.run();
        return Reply.ok(linked);
    }
}
