package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Dice;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** One customer's Pipedrive: its records, users, fields, filters and webhooks. */
public final class Company {
    private final long id;
    private final String name;
    private final String domain;
    private final URI address;
    private final Fields fields;
    private final Items items;
    private final Filters filters;
    private final LeadLabels leadLabels;
    private final Subscriptions subscriptions;

    Company(
            long id,
            String name,
            String domain,
            URI address,
            Clock clock,
            Dice dice,
            Dials<PipedriveDial> dials,
            Consumer<Change> listener) {
        this.id = id;
        this.name = name;
        this.domain = domain;
        this.address = address;
        fields = new Fields(id, dice);
        leadLabels = new LeadLabels(id, dice, clock.instant());
        filters = new Filters();
        subscriptions = new Subscriptions();
        items =
                new Items(
                        this,
                        clock,
                        new Writes(this, dials),
                        new Completion(this, dice, dials),
                        listener);
    }

    /** What everybody begins with: an administrator and a pipeline with five stages. */
    void furnish() {
        items.create(
                ItemType.USER,
                Map.of(
                        "name",
                        "Sandbox Admin",
                        "email",
                        "admin@" + domain + ".invalid",
                        "is_admin",
                        true));
        long pipeline = items.create(ItemType.PIPELINE, Map.of("name", "Pipeline")).number();
        for (String stage :
                new String[] {
                    "Qualified", "Contact Made", "Demo Scheduled", "Proposal Made", "Negotiations"
                }) {
            items.create(ItemType.STAGE, Map.of("name", stage, "pipeline_id", pipeline));
        }
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The part of the address that is the company's own. */
    public String domain() {
        return domain;
    }

    /** The api_domain of its tokens: paths begin with /api/v2 and /v1 below it. */
    public URI address() {
        return address;
    }

    /** Of new deals that name none. */
    public String currency() {
        return "EUR";
    }

    /** The user who is there from the start, an administrator. */
    public long adminId() {
        return ItemType.USER.firstId();
    }

    public Items items() {
        return items;
    }

    public Fields fields() {
        return fields;
    }

    public Filters filters() {
        return filters;
    }

    LeadLabels leadLabels() {
        return leadLabels;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** The administrator, at work in the provider's own pages. */
    Author person() {
        return Author.person(adminId());
    }
}
