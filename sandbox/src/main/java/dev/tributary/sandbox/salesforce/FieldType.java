package dev.tributary.sandbox.salesforce;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of fields, with their names in describe results and on the wire. */
public enum FieldType {
    ID("tns:ID", 18),
    REFERENCE("tns:ID", 18),
    STRING("xsd:string", 255),
    TEXTAREA("xsd:string", 255),
    PICKLIST("xsd:string", 255),
    MULTIPICKLIST("xsd:string", 4099),
    EMAIL("xsd:string", 80),
    PHONE("xsd:string", 40),
    URL("xsd:string", 255),
    BOOLEAN("xsd:boolean", 0),
    INT("xsd:int", 0),
    DOUBLE("xsd:double", 0),
    CURRENCY("xsd:double", 0),
    PERCENT("xsd:double", 0),
    DATE("xsd:date", 0),
    DATETIME("xsd:dateTime", 0);

    private final String soap;
    private final int length;

    FieldType(String soap, int length) {
        this.soap = soap;
        this.length = length;
    }

    public static Optional<FieldType> find(String name) {
        return Arrays.stream(values())
                .filter(type -> type.key().equalsIgnoreCase(name))
                .findFirst();
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String soap() {
        return soap;
    }

    /** Of a text without a length of its own; 0 for what is no text. */
    int length() {
        return length;
    }

    boolean text() {
        return length > 0;
    }

    boolean id() {
        return this == ID || this == REFERENCE;
    }

    boolean number() {
        return switch (this) {
            case INT, DOUBLE, CURRENCY, PERCENT -> true;
            case ID,
                    REFERENCE,
                    STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    EMAIL,
                    PHONE,
                    URL,
                    BOOLEAN,
                    DATE,
                    DATETIME ->
                    false;
        };
    }
}
