package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.Timeline.Act;
import dev.tributary.sandbox.hubspot.ObjectType;
import dev.tributary.sandbox.hubspot.Portal;
import dev.tributary.sandbox.hubspot.Property;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The people who work in the emulated CRM. What they do there is heard as webhooks. */
final class SalesFloor {
    /** The deal property that carries the data set's id; the plan orders by it. */
    static final String OPPORTUNITY_ID = "opportunity_id";

    private static final String PROSPECT = "appointmentscheduled";
    private static final String ENGAGED = "qualifiedtobuy";
    private static final String WON = "closedwon";
    private static final String LOST = "closedlost";

    private final Portal portal;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Long> companies = new HashMap<>();
    private final Map<String, Long> deals = new ConcurrentHashMap<>();
    private final Map<String, String> opportunities = new ConcurrentHashMap<>();

    SalesFloor(Portal portal) {
        this.portal = portal;
    }

    /** People, customers and the deals that are open already. */
    void furnish(DataSet data, Timeline timeline) {
        portal.properties()
                .add(
                        ObjectType.DEALS,
                        Property.customText(OPPORTUNITY_ID, "Opportunity id").asUnique());
        data.staff().names().forEach(this::hire);
        data.companies().forEach(this::know);
        timeline.openAtStart().forEach(this::open);
    }

    void perform(Act act) {
        switch (act) {
            case Act.Opened opened -> open(opened.deal());
            case Act.Closed closed -> close(closed.deal());
            case Act.Amended amended -> amend(amended.amendment());
        }
    }

    /** The data set's id of a deal; empty for one that this floor did not open. */
    Optional<String> opportunity(String dealId) {
        return Optional.ofNullable(opportunities.get(dealId));
    }

    int deals() {
        return deals.size();
    }

    private void hire(String name) {
        String email = Staff.email(name);
        owners.put(
                name, portal.owners().add(Staff.firstName(name), Staff.lastName(name), email).id());
    }

    private void know(DataSet.Company company) {
        Map<String, String> values =
                Map.of(
                        "name", company.name(),
                        "industry", company.sector(),
                        "country", company.country(),
                        "numberofemployees", company.employees());
        companies.put(company.name(), portal.crm().createCompany(values).id());
    }

    private void open(Opportunity deal) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dealname", deal.name());
        values.put("pipeline", "default");
        values.put("dealstage", deal.engaged().isPresent() ? ENGAGED : PROSPECT);
        values.put("amount", money(deal.listPrice()));
        values.put("deal_currency_code", "USD");
        values.put("hubspot_owner_id", owner(deal));
        values.put(OPPORTUNITY_ID, deal.id());
        long id = portal.crm().createDeal(values).id();
        deals.put(deal.id(), id);
        opportunities.put(Long.toString(id), deal.id());
        deal.company()
                .map(companies::get)
                .ifPresent(
                        company ->
                                portal.crm()
                                        .associate(
                                                ObjectType.DEALS,
                                                id,
                                                ObjectType.COMPANIES,
                                                company));
    }

    /** Nobody edits the amount of a deal that was lost. */
    private void close(Opportunity deal) {
        String day = instant(deal.closed().orElseThrow());
        change(
                deal,
                deal.won()
                        ? Map.of(
                                "dealstage", WON,
                                "amount", money(deal.value()),
                                "closedate", day)
                        : Map.of("dealstage", LOST, "closedate", day));
    }

    private void amend(Amendment amendment) {
        change(
                amendment.deal(),
                amendment.lost()
                        ? Map.of("dealstage", LOST)
                        : Map.of("amount", money(amendment.to())));
    }

    private void change(Opportunity deal, Map<String, String> values) {
        Long id = deals.get(deal.id());
        if (id == null) {
            throw new IllegalStateException(deal.id() + " was never opened");
        }
        portal.crm().update(ObjectType.DEALS, id, values);
    }

    private String owner(Opportunity deal) {
        String owner = owners.get(deal.agent());
        if (owner == null) {
            throw new IllegalStateException(deal.agent() + " was never hired");
        }
        return owner;
    }

    private static String money(BigDecimal amount) {
        return amount.toPlainString();
    }

    private static String instant(LocalDate day) {
        return day + "T00:00:00Z";
    }
}
