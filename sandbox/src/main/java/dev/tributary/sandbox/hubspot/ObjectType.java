package dev.tributary.sandbox.hubspot;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The CRM object types, with the properties a read returns when it asks for none. */
public enum ObjectType {
    CONTACTS(
            "contact",
            "0-1",
            "lastmodifieddate",
            List.of("email", "firstname", "lastname"),
            List.of(
                    Property.text("email").asUnique(),
                    Property.text("firstname"),
                    Property.text("lastname"),
                    Property.text("phone"),
                    Property.text("mobilephone"),
                    Property.text("jobtitle"),
                    Property.text("company"),
                    Property.text("website"),
                    Property.text("address"),
                    Property.text("city"),
                    Property.text("state"),
                    Property.text("zip"),
                    Property.text("country"),
                    Property.text("hs_additional_emails"),
                    Property.choice("hubspot_owner_id"),
                    Property.choice(
                            "lifecyclestage",
                            "subscriber",
                            "lead",
                            "marketingqualifiedlead",
                            "salesqualifiedlead",
                            "opportunity",
                            "customer",
                            "evangelist",
                            "other"),
                    Property.text("hs_lead_status"))),
    COMPANIES(
            "company",
            "0-2",
            "hs_lastmodifieddate",
            List.of("domain", "name"),
            List.of(
                    Property.text("name"),
                    Property.text("domain"),
                    Property.text("website"),
                    Property.text("description"),
                    Property.text("phone"),
                    Property.text("industry"),
                    Property.text("address"),
                    Property.text("city"),
                    Property.text("state"),
                    Property.text("zip"),
                    Property.text("country"),
                    Property.number("numberofemployees"),
                    Property.number("annualrevenue"),
                    Property.text("founded_year"),
                    Property.text("hs_parent_company_id"),
                    Property.choice("hubspot_owner_id"))),
    DEALS(
            "deal",
            "0-3",
            "hs_lastmodifieddate",
            List.of("amount", "closedate", "dealname", "dealstage", "pipeline"),
            List.of(
                    Property.text("dealname"),
                    Property.number("amount"),
                    Property.instant("closedate"),
                    Property.choice("dealstage"),
                    Property.choice("pipeline"),
                    Property.choice("dealtype", "newbusiness", "existingbusiness"),
                    Property.text("description"),
                    Property.text("closed_won_reason"),
                    Property.text("closed_lost_reason"),
                    Property.choice("deal_currency_code"),
                    Property.choice("hubspot_owner_id"),
                    Property.maintained("hs_is_closed", Property.Type.BOOL),
                    Property.maintained("hs_is_closed_won", Property.Type.BOOL),
                    Property.maintained("hs_deal_stage_probability", Property.Type.NUMBER))),
    LINE_ITEMS(
            "line_item",
            "0-8",
            "hs_lastmodifieddate",
            List.of("quantity", "amount", "price"),
            List.of(
                    Property.text("name"),
                    Property.number("quantity"),
                    Property.number("price"),
                    Property.number("amount"),
                    Property.text("hs_product_id"),
                    Property.text("hs_sku"))),
    PRODUCTS(
            "product",
            "0-7",
            "hs_lastmodifieddate",
            List.of("name", "price", "hs_sku"),
            List.of(
                    Property.text("name"),
                    Property.number("price"),
                    Property.text("hs_sku").asUnique(),
                    Property.text("description")));

    private final String singular;
    private final String typeId;
    private final String modified;
    private final List<String> defaults;
    private final List<Property> properties;

    ObjectType(
            String singular,
            String typeId,
            String modified,
            List<String> defaults,
            List<Property> properties) {
        this.singular = singular;
        this.typeId = typeId;
        this.modified = modified;
        this.defaults = defaults;
        this.properties = properties;
    }

    /** The name in paths and scopes: contacts, line_items. */
    public String plural() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in event types: contact, line_item. */
    public String singular() {
        return singular;
    }

    /** The property that holds when a record last changed; contacts differ from the others. */
    public String modified() {
        return modified;
    }

    String typeId() {
        return typeId;
    }

    List<String> defaults() {
        return defaults;
    }

    List<Property> properties() {
        return properties;
    }

    /** Finds a type by plural, singular or type id, as the provider's paths allow. */
    static Optional<ObjectType> find(String name) {
        for (ObjectType type : values()) {
            if (type.plural().equals(name)
                    || type.singular.equals(name)
                    || type.typeId.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
