package dev.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mapping.Mapping;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class HubSpotTest {
    private final Connector hubspot = Bundled.connector("hubspot");

    @Test
    void a_deal_becomes_an_opportunity() {
        Resource deals = hubspot.resource("crm", "opportunities").orElseThrow();
        var custom =
                List.of(
                        new Mapping.CustomField(
                                "opportunity_id", "properties.opportunity_id", "string"));
        Mapping.Mapped mapped =
                deals.mapping()
                        .read(
                                Map.of(
                                        "id",
                                        "17",
                                        "properties",
                                        Map.of(
                                                "dealname", "GTX Basic",
                                                "amount", "1054.10",
                                                "closedate", "2017-03-01T00:00:00.000Z",
                                                "hs_is_closed_won", "true",
                                                "hs_is_closed", "true",
                                                "dealstage", "closedwon",
                                                "pipeline", "default",
                                                "hubspot_owner_id", "71",
                                                "opportunity_id", "1C1I7A6R"),
                                        "createdAt",
                                        "2016-10-20T08:00:00.000Z",
                                        "updatedAt",
                                        "2017-03-01T09:00:00.100Z"),
                                custom,
                                Map.of());
        assertThat(mapped.data()).containsEntry("status", "won").containsEntry("amount", "1054.10");
    }
}
