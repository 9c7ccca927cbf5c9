package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class HubSpotSplitsTest {
    private static final String SPLITS = "/crm/objects/v3/deals/splits/batch/";

    private final Installed installed = new Installed();
    private Wire client = installed.anonymous();

    @BeforeEach
    void connect() {
        client = installed.client();
    }

    @AfterEach
    void close() {
        installed.close();
    }

    private final String ann = installed.emulator.owners().add("Ann", "A", "ann@example.com").id();
    private final String bob = installed.emulator.owners().add("Bob", "B", "bob@example.com").id();
    private final String deal = installed.deal("Shared").id() + "";

    @Test
    void shares_are_replaced_and_read_back() {
        assertThat(split("0.5", "0.5").at("results", 0, "splits", 0, "properties"))
                .isEqualTo(Map.of("hs_deal_split_percentage", "0.5", "hubspot_owner_id", ann));
        split("0.33333333", "0.66666667");

        Wire.Answer read = read();
        assertThat(read.at("results", 0, "id")).isEqualTo(deal);
        assertThat(read.at("results", 0, "splits", 1, "properties", "hs_deal_split_percentage"))
                .isEqualTo("0.66666667");
        assertThat(installed.emulator.portal().splits().of(Long.parseLong(deal))).hasSize(2);
    }

    @Test
    void shares_that_make_no_whole_are_refused() {
        assertThat(split("0.5", "0.4").status()).isEqualTo(400);
        assertThat(split("50", "50").status()).isEqualTo(400);
        assertThat(split("0.333333333", "0.666666667").status()).isEqualTo(400);
        assertThat(split("1.5", "-0.5").status()).isEqualTo(400);
        assertThat(split().status()).isEqualTo(400);
        assertThat(read().at("results", 0, "splits")).isEqualTo(List.of());
    }

    @Test
    void unknown_owners_are_refused_and_unknown_deals_named() {
        Map<String, Object> nobody =
                Map.of("id", deal, "splits", List.of(Map.of("ownerId", 1, "percentage", 1)));
        assertThat(client.post(SPLITS + "upsert", Installed.inputs(nobody)).status())
                .isEqualTo(400);
        Wire.Answer some =
                client.post(
                        SPLITS + "read", Installed.inputs(Map.of("id", deal), Map.of("id", "404")));
        assertThat(some.status()).isEqualTo(207);
        assertThat(some.at("errors", 0, "context", "ids", 0)).isEqualTo("404");
    }

    @Test
    void a_deal_that_nobody_has_split_is_empty_or_its_owners() {
        installed
                .emulator
                .crm()
                .update(ObjectType.DEALS, Long.parseLong(deal), Map.of("hubspot_owner_id", ann));

        assertThat(read().at("results", 0, "splits")).isEqualTo(List.of());
        installed.emulator.dials().set(HubSpotDial.UNSPLIT_OWNER_SHARE, true);
        assertThat(read().at("results", 0, "splits", 0, "properties"))
                .isEqualTo(Map.of("hs_deal_split_percentage", "1", "hubspot_owner_id", ann));
    }

    @Test
    void splits_have_a_scope_of_their_own_and_other_paths() {
        Wire deals = installed.client("crm.objects.deals.read", "crm.objects.deals.write");
        Map<String, Object> wanted = Installed.inputs(Map.of("id", deal));

        assertThat(deals.post(SPLITS + "read", wanted).status()).isEqualTo(403);
        for (String path :
                List.of(
                        "/crm/v3/objects/deals/splits/batch/read",
                        "/deal-splits/2026-03/batch/read")) {
            assertThat(client.post(path, wanted).status()).as(path).isEqualTo(200);
        }
    }

    private Wire.Answer read() {
        return client.post(SPLITS + "read", Installed.inputs(Map.of("id", deal)));
    }

    private Wire.Answer split(String... shares) {
        List<Object> splits = new ArrayList<>();
        for (String share : shares) {
            splits.add(
                    Map.of(
                            "ownerId",
                            Long.parseLong(splits.isEmpty() ? ann : bob),
                            "percentage",
                            new BigDecimal(share)));
        }
        return client.post(
                SPLITS + "upsert", Installed.inputs(Map.of("id", deal, "splits", splits)));
    }
}
