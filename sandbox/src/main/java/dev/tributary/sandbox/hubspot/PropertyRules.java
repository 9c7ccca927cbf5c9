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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which property values a portal takes, and how it keeps them. */
final class PropertyRules {
    private static final Pattern MILLIS = Pattern.compile("-?\\d{5,15}");

    private final Properties properties;
    private final Map<ObjectType, Pipelines> pipelines;
    private final Owners owners;
    private final Set<String> currencies;

    PropertyRules(
            Properties properties,
            Map<ObjectType, Pipelines> pipelines,
            Owners owners,
            Set<String> currencies) {
        this.properties = properties;
        this.pipelines = pipelines;
        this.owners = owners;
        this.currencies = currencies;
    }

    /**
     * A new record's values.
     *
     * @throws HubSpotProblem 400 with every refused value, or when a required one is missing
     */
    Map<String, String> initial(ObjectType type, Map<String, String> written) {
        Map<String, String> values = after(type, type.initial(), written);
        List<BadValue> missing =
                type.required().stream()
                        .filter(name -> !values.containsKey(name))
                        .map(PropertyRules::required)
                        .toList();
        if (!missing.isEmpty()) {
            throw HubSpotProblem.properties(missing);
        }
        return values;
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
                    } else if (value.isEmpty() && type.required().contains(name)) {
                        bad.add(required(name));
                    } else if (value.isEmpty()) {
                        after.remove(name);
                    } else {
                        stored(property.get(), value)
                                .ifPresentOrElse(
                                        stored -> after.put(name, stored),
                                        () -> bad.add(malformed(property.get(), value)));
                    }
                });
        if (type.equals(ObjectType.EMAILS)) {
            EmailHeaders.derive(after);
        }
        type.stages().ifPresent(stages -> checkStage(type, stages, after, written, bad));
        if (!bad.isEmpty()) {
            throw HubSpotProblem.properties(bad);
        }
        return after;
    }

    private static BadValue required(String name) {
        return new BadValue(name, "REQUIRED_FIELD", name + " is required");
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
                    case STRING, PHONE_NUMBER -> "INVALID_STRING";
                };
        return new BadValue(
                property.name(), code, "'%s' is not a %s".formatted(value, property.type().key()));
    }

    private Optional<String> stored(Property property, String value) {
        return switch (property.type()) {
            case STRING, PHONE_NUMBER -> Optional.of(value);
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
                    case "deal_currency_code", "hs_line_item_currency_code" ->
                            currencies.contains(value);
                    case "dealstage", "pipeline", "hs_pipeline", "hs_pipeline_stage" -> true;
                    case "hs_additional_emails" -> true; // whatever addresses a person has
                    default -> isAmongOptions(property, value);
                };
        return known ? Optional.of(value) : Optional.empty();
    }

    private static boolean isAmongOptions(Property property, String value) {
        List<String> options = property.options().stream().map(Property.Option::value).toList();
        return property.several()
                ? options.containsAll(List.of(value.split(";", -1)))
                : options.contains(value);
    }

    /** A stage must be one of the record's pipeline; what is derived from it is set here. */
    private void checkStage(
            ObjectType type,
            ObjectType.Stages names,
            Map<String, String> after,
            Map<String, String> written,
            List<BadValue> bad) {
        Pipelines known = Objects.requireNonNull(pipelines.get(type), type.plural());
        String pipelineId = after.computeIfAbsent(names.pipeline(), unset -> known.first().id());
        Optional<Pipelines.Pipeline> pipeline = known.find(pipelineId);
        if (pipeline.isEmpty()) {
            bad.add(new BadValue(names.pipeline(), "INVALID_OPTION", "no pipeline " + pipelineId));
            return;
        }
        if (names.atFirst()) {
            after.putIfAbsent(names.stage(), pipeline.get().stages().getFirst().id());
        }
        String stageId = after.get(names.stage());
        if (stageId == null) {
            return;
        }
        Optional<Pipelines.Stage> stage = pipeline.get().stage(stageId);
        if (stage.isEmpty()) {
            bad.add(
                    new BadValue(
                            written.containsKey(names.stage()) ? names.stage() : names.pipeline(),
                            "INVALID_OPTION",
                            "stage %s is not one of pipeline %s".formatted(stageId, pipelineId)));
            return;
        }
        if (type.equals(ObjectType.DEALS)) {
            after.put("hs_is_closed", Boolean.toString(stage.get().closed()));
            after.put("hs_is_closed_won", Boolean.toString(stage.get().won()));
            after.put("hs_deal_stage_probability", stage.get().probability());
        }
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
