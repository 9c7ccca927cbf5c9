package dev.tributary.sandbox.pipedrive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the values of a field are. The first sixteen can be chosen for a company's own fields. */
public enum FieldType {
    VARCHAR("varchar"),
    VARCHAR_AUTO("varchar_auto"),
    TEXT("text"),
    DOUBLE("double"),
    MONETARY("monetary"),
    DATE("date"),
    DATERANGE("daterange"),
    TIME("time"),
    TIMERANGE("timerange"),
    SET("set"),
    ENUM("enum"),
    USER("user"),
    ORG("org"),
    PEOPLE("people"),
    PHONE("phone"),
    ADDRESS("address"),
    INT("int"),
    BOOLEAN("boolean"),
    /** 0 or 1, as API v1 has it. */
    FLAG("boolean"),
    DATETIME("date"),
    /** As API v1 takes it: YYYY-MM-DD HH:MM:SS in UTC. */
    V1_DATETIME("date"),
    /** HH:MM or HH:MM:SS without a zone. */
    CLOCK("time"),
    UUID("varchar"),
    /** One of the texts among the field's options. */
    CHOICE("varchar_options"),
    CURRENCY("varchar"),
    VISIBLE_TO("visible_to"),
    VISIBLE_TEXT("visible_to"),
    /** E-mail addresses, telephone numbers and the like, each with label and primary. */
    CONTACTS("varchar"),
    LABELS("set"),
    LEAD_LABELS("set"),
    /** Amount and currency of a lead. */
    MONEY("monetary"),
    PRICES("price_list"),
    PARTICIPANTS("json"),
    ATTENDEES("json"),
    ACTIVITY_TYPE("enum"),
    DEAL("deal"),
    STAGE("stage"),
    PIPELINE("int"),
    PRODUCT("int"),
    LEAD("lead");

    /** What search looks into. */
    private static final Set<FieldType> SEARCHABLE =
            Set.of(ADDRESS, VARCHAR, TEXT, VARCHAR_AUTO, DOUBLE, MONETARY, PHONE);

    private final String wire;

    FieldType(String wire) {
        this.wire = wire;
    }

    /** The name in the field API. */
    String wire() {
        return wire;
    }

    /** Whether a company can make fields of this type. */
    boolean offered() {
        return compareTo(ADDRESS) <= 0;
    }

    boolean searchable() {
        return SEARCHABLE.contains(this);
    }

    /** A type that a company can choose, by its name in the field API. */
    static Optional<FieldType> offered(String wire) {
        return Arrays.stream(values())
                .filter(type -> type.offered() && type.wire.equals(wire))
                .findFirst();
    }

    static FieldType named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
