package dev.tributary.sandbox.hubspot;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One customer's HubSpot: its records, owners, pipelines and properties. */
public final class Portal {
    private final String id;
    private final String name;
    private final Owners owners;
    private final ObjectTypes types = new ObjectTypes();
    private final LinkTypes linkTypes = new LinkTypes(types);
    private final Map<ObjectType, Pipelines> pipelines = Pipelines.ofNewPortal();
    private final Properties properties = new Properties(types.all());
    private final Set<String> currencies =
            new ConcurrentSkipListSet<>(Set.of("USD", "EUR", "GBP", "CAD", "AUD", "JPY"));
    private final CustomTypes customTypes;
    private final Splits splits = new Splits();
    private final CrmLists lists;
    private final Crm crm;

    Portal(
            String id,
            String name,
            Clock clock,
            BooleanSupplier primaryCompanies,
            Consumer<Change> listener) {
        this.id = id;
        this.name = name;
        owners = new Owners(clock);
        PropertyRules rules = new PropertyRules(properties, pipelines, owners, currencies);
        customTypes = new CustomTypes(id, clock, types, properties, linkTypes);
        lists = new CrmLists(clock);
        crm = new Crm(id, clock, properties, rules, linkTypes, primaryCompanies, listener);
    }

    /** The hub id, which events carry as portalId. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The person who approves apps on the authorize page. */
    public String userId() {
        return "9000001";
    }

    public Crm crm() {
        return crm;
    }

    public Owners owners() {
        return owners;
    }

    /** The deal pipelines. */
    public Pipelines pipelines() {
        return pipelines(ObjectType.DEALS).orElseThrow();
    }

    Optional<Pipelines> pipelines(ObjectType type) {
        return Optional.ofNullable(pipelines.get(type));
    }

    public ObjectTypes types() {
        return types;
    }

    /** The object types that this portal has added itself. */
    public CustomTypes customTypes() {
        return customTypes;
    }

    public Splits splits() {
        return splits;
    }

    public CrmLists lists() {
        return lists;
    }

    LinkTypes linkTypes() {
        return linkTypes;
    }

    public Properties properties() {
        return properties;
    }

    /** The currency codes that a deal may carry; may be added to. */
    public Set<String> currencies() {
        return currencies;
    }
}
