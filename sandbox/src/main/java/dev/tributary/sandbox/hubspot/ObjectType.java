package dev.tributary.sandbox.hubspot;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A type of CRM objects: one that the provider has defined, or one that a portal has added. Two are
 * the same when their ids are.
 *
 * @param plural the name in paths: contacts, line_items; for a portal's own the qualified name
 * @param singular the name in event types: contact, line_item
 * @param typeId such as 0-1; a portal's own begin with 2-
 * @param created the property that holds when a record was made
 * @param modified the property that holds when a record last changed; contacts differ from others
 * @param defaults what a read returns when it asks for no properties
 * @param required the properties without which no record is made
 * @param requiredLink the type with one of which a new record must be associated
 * @param stages the properties that say where in which pipeline a record stands
 * @param primaryCompany the property that holds the id of a record's primary company
 * @param initial the values that a new record has unless it brings others
 * @param searchable the properties in which words are looked for; empty for every text
 */
public record ObjectType(
        String plural,
        String singular,
        String typeId,
        String created,
        String modified,
        Scopes scopes,
        List<String> defaults,
        List<String> required,
        Optional<String> requiredLink,
        Optional<Stages> stages,
        Optional<String> primaryCompany,
        Map<String, String> initial,
        List<String> searchable,
        List<Property> properties) {
    private static final Map<String, ObjectType> STANDARD = StandardTypes.read();

    public static final ObjectType CONTACTS = standard("contacts");
    public static final ObjectType COMPANIES = standard("companies");
    public static final ObjectType DEALS = standard("deals");
    public static final ObjectType LINE_ITEMS = standard("line_items");
    public static final ObjectType PRODUCTS = standard("products");
    public static final ObjectType LEADS = standard("leads");
    public static final ObjectType TICKETS = standard("tickets");
    public static final ObjectType NOTES = standard("notes");
    public static final ObjectType TASKS = standard("tasks");
    public static final ObjectType CALLS = standard("calls");
    public static final ObjectType EMAILS = standard("emails");
    public static final ObjectType MEETINGS = standard("meetings");

    /**
     * The properties that hold a record's pipeline and its stage.
     *
     * @param atFirst a new record that names no stage is at the pipeline's first
     */
    record Stages(String pipeline, String stage, boolean atFirst) {}

    /** What a caller does with a type; each needs one of its scopes. */
    enum Access {
        READ,
        WRITE,
        READ_SCHEMA,
        WRITE_SCHEMA
    }

    /** One scope of each list is enough. */
    record Scopes(
            List<String> read,
            List<String> write,
            List<String> readSchema,
            List<String> writeSchema) {

        static Scopes of(String plural) {
            String records = "crm.objects." + plural;
            String schemas = "crm.schemas." + plural;
            return new Scopes(
                    List.of(records + ".read"),
                    List.of(records + ".write"),
                    List.of(schemas + ".read", records + ".read"),
                    List.of(schemas + ".write"));
        }

        List<String> of(Access access) {
            return switch (access) {
                case READ -> read;
                case WRITE -> write;
                case READ_SCHEMA -> readSchema;
                case WRITE_SCHEMA -> writeSchema;
            };
        }
    }

    public ObjectType {
        defaults = List.copyOf(defaults);
        required = List.copyOf(required);
        initial = Map.copyOf(initial);
        searchable = List.copyOf(searchable);
        properties = List.copyOf(properties);
    }

    /** The provider's own types, in the order of their file. */
    static List<ObjectType> standard() {
        return List.copyOf(STANDARD.values());
    }

    private static ObjectType standard(String plural) {
        return Objects.requireNonNull(STANDARD.get(plural), plural);
    }

    boolean isCustom() {
        return typeId.startsWith("2-");
    }

    /** Whether somebody means this type, by plural, singular or id, as the provider's paths do. */
    boolean isNamed(String name) {
        return plural.equals(name) || singular.equals(name) || typeId.equals(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectType type && typeId.equals(type.typeId);
    }

    @Override
    public int hashCode() {
        return typeId.hashCode();
    }

    @Override
    public String toString() {
        return plural;
    }
}
