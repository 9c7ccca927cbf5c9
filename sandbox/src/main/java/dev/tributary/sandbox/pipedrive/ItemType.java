package dev.tributary.sandbox.pipedrive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of record: its names in paths, events and filters, and who may see it. */
public enum ItemType {
    USER("user", "users", "", "", "users", 9_000_001),
    PERSON("person", "persons", "personFields", "people", "contacts", 1),
    ORGANIZATION("organization", "organizations", "organizationFields", "org", "contacts", 1),
    DEAL("deal", "deals", "dealFields", "deals", "deals", 1),
    ACTIVITY("activity", "activities", "activityFields", "activity", "activities", 1),
    PRODUCT("product", "products", "productFields", "products", "products", 1),
    PIPELINE("pipeline", "pipelines", "", "", "deals", 1),
    STAGE("stage", "stages", "", "", "deals", 1),
    LINE_ITEM("line_item", "deals/products", "", "", "deals", 1),
    LEAD("lead", "leads", "leadFields", "leads", "leads", 1),
    NOTE("note", "notes", "", "", "deals", 1);

    /** What API v2 reads and writes as a collection of its own. */
    static final List<ItemType> V2 =
            List.of(PERSON, ORGANIZATION, DEAL, ACTIVITY, PRODUCT, PIPELINE, STAGE);

    /** What can have fields that a company made itself. */
    static final List<ItemType> CUSTOMIZABLE = List.of(PERSON, ORGANIZATION, DEAL, PRODUCT);

    private final String singular;
    private final String plural;
    private final String fieldsPath;
    private final String filterType;
    private final String scope;
    private final long firstId;

    ItemType(
            String singular,
            String plural,
            String fieldsPath,
            String filterType,
            String scope,
            long firstId) {
        this.singular = singular;
        this.plural = plural;
        this.fieldsPath = fieldsPath;
        this.filterType = filterType;
        this.scope = scope;
        this.firstId = firstId;
    }

    static Optional<ItemType> singular(String name) {
        return Arrays.stream(values()).filter(type -> type.singular.equals(name)).findFirst();
    }

    static Optional<ItemType> plural(String name) {
        return Arrays.stream(values()).filter(type -> type.plural.equals(name)).findFirst();
    }

    static Optional<ItemType> filtered(String filterType) {
        return Arrays.stream(values())
                .filter(type -> !filterType.isEmpty() && type.filterType.equals(filterType))
                .findFirst();
    }

    /** The name in events, such as deal. */
    public String singular() {
        return singular;
    }

    /** The name in paths, such as deals. */
    public String plural() {
        return plural;
    }

    /** The name of the collection of its fields, such as dealFields; empty when there is none. */
    String fieldsPath() {
        return fieldsPath;
    }

    /** The name as the type of a filter, such as people; empty when it cannot be filtered. */
    String filterType() {
        return filterType;
    }

    long firstId() {
        return firstId;
    }

    /** The name that begins a sentence. */
    String title() {
        return Character.toUpperCase(singular.charAt(0)) + singular.substring(1).replace('_', ' ');
    }

    /** Scopes of which an app needs one to read. */
    Set<String> readScopes() {
        return switch (this) {
            case USER -> Set.of("users:read");
            case PIPELINE, STAGE -> Set.of("deals:read", "deals:full", "admin");
            case LINE_ITEM -> Set.of("products:read", "products:full", "deals:read", "deals:full");
            case NOTE -> Set.of("deals:read", "deals:full", "contacts:read", "contacts:full");
            case PERSON, ORGANIZATION, DEAL, ACTIVITY, PRODUCT, LEAD ->
                    Set.of(scope + ":read", scope + ":full");
        };
    }

    /** Scopes of which an app needs one to write. */
    Set<String> writeScopes() {
        return switch (this) {
            case USER, PIPELINE, STAGE -> Set.of("admin");
            case LINE_ITEM -> Set.of("products:full", "deals:full");
            case NOTE -> Set.of("deals:full", "contacts:full");
            case PERSON, ORGANIZATION, DEAL, ACTIVITY, PRODUCT, LEAD -> Set.of(scope + ":full");
        };
    }
}
