package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.hubspot.HubSpotProblem.BadValue;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which property values a portal takes, and how it keeps them. */
final class PropertyRules {
    private static final Pattern MILLIS = Pattern.compile("-?\\d{5,15}");

    private final Properties properties;
    private final Pipelines pipelines;
    private final Owners owners;
    private final Set<String> currencies;

    PropertyRules(
            Properties properties, Pipelines pipelines, Owners owners, Set<String> currencies) {
        this.properties = properties;
        this.pipelines = pipelines;
        this.owners = owners;
        this.currencies = currencies;
    }

    /**
     * The record's values after a write.
     *
     * @throws HubSpotProblem 400 with every refused value
     */
    Map<String, String> after(
            ObjectType type, Map<String, String> before, Map<String, String> written) {
        List<BadValue> bad = new ArrayList<>();
        Map<String, String> after = new TreeMap<>(before);
        written.forEach(
                (name, value) -> {
                    Optional<Property> property = properties.find(type, name);
                    if (property.isEmpty()) {
                        bad.add(unknown(name));
                    } else if (property.get().readOnly()) {
                        bad.add(new BadValue(name, "READ_ONLY_VALUE", name + " is read only"));
                    } else if (value.isEmpty()) {
                        after.remove(name);
                    } else {
                        stored(property.get(), value)
                                .ifPresentOrElse(
                                        stored -> after.put(name, stored),
                                        () -> bad.add(malformed(property.get(), value)));
                    }
                });
        if (type == ObjectType.DEALS) {
            checkDeal(after, written, bad);
        }
        if (!bad.isEmpty()) {
            throw HubSpotProblem.properties(bad);
        }
        return after;
    }

    private static BadValue unknown(String name) {
        return new BadValue(
                name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist");
    }

    private static BadValue malformed(Property property, String value) {
        String code =
                switch (property.type()) {
                    case NUMBER -> "INVALID_NUMBER";
                    case DATE, DATETIME -> "INVALID_DATE";
                    case BOOL, ENUMERATION -> "INVALID_OPTION";
                    case STRING -> "INVALID_STRING";
                };
        return new BadValue(
                property.name(), code, "'%s' is not a %s".formatted(value, property.type().key()));
    }

    private Optional<String> stored(Property property, String value) {
        return switch (property.type()) {
            case STRING -> Optional.of(value);
            case NUMBER -> number(value);
            case BOOL ->
                    value.equals("true") || value.equals("false")
                            ? Optional.of(value)
                            : Optional.empty();
            case DATE -> instant(value).map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC) + "");
            case DATETIME -> instant(value).map(Instant::toString);
            case ENUMERATION -> choice(property, value);
        };
    }

    private Optional<String> choice(Property property, String value) {
        boolean known =
                switch (property.name()) {
                    case "hubspot_owner_id" -> owners.find(value).isPresent();
                    case "deal_currency_code" -> currencies.contains(value);
                    case "dealstage", "pipeline" -> true;
                    default -> property.options().contains(value);
                };
        return known ? Optional.of(value) : Optional.empty();
    }

    /** A stage must be one of the deal's pipeline; what is derived from it is set here. */
    private void checkDeal(
            Map<String, String> after, Map<String, String> written, List<BadValue> bad) {
        String pipelineId = after.computeIfAbsent("pipeline", unset -> Pipelines.DEFAULT);
        Optional<Pipelines.Pipeline> pipeline = pipelines.find(pipelineId);
        if (pipeline.isEmpty()) {
            bad.add(new BadValue("pipeline", "INVALID_OPTION", "no pipeline " + pipelineId));
            return;
        }
        String stageId = after.get("dealstage");
        if (stageId == null) {
            return;
        }
        Optional<Pipelines.Stage> stage = pipeline.get().stage(stageId);
        if (stage.isEmpty()) {
            String property = written.containsKey("dealstage") ? "dealstage" : "pipeline";
            bad.add(
                    new BadValue(
                            property,
                            "INVALID_OPTION",
                            "stage %s is not one of pipeline %s".formatted(stageId, pipelineId)));
            return;
        }
        after.put("hs_is_closed", Boolean.toString(stage.get().closed()));
        after.put("hs_is_closed_won", Boolean.toString(stage.get().won()));
        after.put("hs_deal_stage_probability", stage.get().probability());
    }

    private static Optional<String> number(String value) {
        try {
            new BigDecimal(value);
            return Optional.of(value);
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** Reads epoch milliseconds, a date, or a date and time with an offset. */
    static Optional<Instant> instant(String value) {
        try {
            if (MILLIS.matcher(value).matches()) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(value)));
            }
            return Optional.of(
                    value.length() == 10
                            ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
