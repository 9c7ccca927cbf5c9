package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.hubspot.CrmRecord;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;
import dev.tributary.sandbox.hubspot.ObjectType;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;

class SalesFloorTest {
    private final DataSet data = DataSet.bundled();
    private final Timeline timeline = new Timeline(data, Months.ALL, 1);

    @Test
    void the_crm_ends_with_the_data_set_and_its_amendments() {
        try (HubSpotEmulator hubSpot = HubSpotEmulator.start(Options.defaults())) {
            SalesFloor floor = new SalesFloor(hubSpot.portal());
            floor.furnish(data, timeline);
            assertThat(hubSpot.crm().all(ObjectType.DEALS)).hasSize(1_685);

            for (YearMonth month : Months.ALL.list()) {
                timeline.acts(month).forEach(floor::perform);
            }

            List<CrmRecord> won =
                    hubSpot.crm().all(ObjectType.DEALS).stream()
                            .filter(deal -> value(deal, "dealstage").equals("closedwon"))
                            .toList();
            assertThat(floor.deals()).isEqualTo(8_800);
            assertThat(won).hasSize(4_238 - 3);
            assertThat(sum(won)).isEqualByComparingTo(new BigDecimal(10_005_534).subtract(cut()));
        }
    }

    private BigDecimal cut() {
        return timeline.amendments().stream()
                .map(amendment -> amendment.deal().value().subtract(amendment.to()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(List<CrmRecord> deals) {
        return deals.stream()
                .map(deal -> new BigDecimal(value(deal, "amount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String value(CrmRecord deal, String property) {
        return deal.property(property).orElse("");
    }
}
