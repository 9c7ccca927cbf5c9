package dev.tributary.sandbox.hubspot;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which live record holds which unique value. Text is compared without regard to case. */
final class UniqueValues {
    private final Properties properties;
    private final Map<Place, Long> holders = new HashMap<>();

    private record Place(ObjectType type, String property, String value) {}

    UniqueValues(Properties properties) {
        this.properties = properties;
    }

    /** The values of a record that must be its own; ids are the provider's affair. */
    List<Property> of(ObjectType type) {
        return properties.all(type).stream()
                .filter(property -> property.unique() && !property.readOnly())
                .toList();
    }

    Optional<Long> holder(ObjectType type, String property, String value) {
        return Optional.ofNullable(holders.get(place(type, property, value)));
    }

    /**
     * @param except the id of the record that may hold them already; 0 for a new one
     * @throws HubSpotProblem 409 when another record holds one of the values
     */
    void refuseTaken(ObjectType type, Map<String, String> values, long except) {
        for (Property property : of(type)) {
            String value = values.get(property.name());
            if (value == null) {
                continue;
            }
            long holder = holder(type, property.name(), value).orElse(except);
            if (holder != except) {
                throw new HubSpotProblem(
                        409,
                        "CONFLICT",
                        "%s '%s' is taken. Existing ID: %d"
                                .formatted(property.name(), value, holder));
            }
        }
    }

    /** The values of a record that is gone may be taken again. */
    void release(CrmRecord record) {
        places(record).forEach(place -> holders.remove(place, record.id()));
    }

    void replace(Optional<CrmRecord> before, CrmRecord after) {
        before.ifPresent(this::release);
        if (!after.archived()) {
            places(after).forEach(place -> holders.put(place, after.id()));
        }
    }

    private List<Place> places(CrmRecord record) {
        return of(record.type()).stream()
                .flatMap(
                        property ->
                                record.property(property.name()).stream()
                                        .map(value -> place(record.type(), property.name(), value)))
                .toList();
    }

    private static Place place(ObjectType type, String property, String value) {
        return new Place(type, property, value.toLowerCase(Locale.ROOT));
    }
}
