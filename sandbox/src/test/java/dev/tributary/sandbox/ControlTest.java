package dev.tributary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.sandbox.hubspot.HubSpotDial;
import dev.tributary.sandbox.hubspot.HubSpotEmulator;
import dev.tributary.sandbox.hubspot.ObjectType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class ControlTest {
    private final HubSpotEmulator emulator = HubSpotEmulator.start(Options.defaults().withSeed(7));
    private final Wire admin = Wire.to(emulator.address());

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void dials_describe_themselves_and_can_be_turned() {
        assertThat(admin.get("/_sandbox/dials").body())
                .contains("\"dial\":\"webhook_twice_percent\"", "\"dial\":\"html_next\"");

        Wire.Answer turned =
                admin.patch(
                        "/_sandbox/dials",
                        Map.of("webhook_twice_percent", 3, "unset_as_null", false, "html_next", 2));

        assertThat(turned.status()).isEqualTo(200);
        assertThat(emulator.dials().get(HubSpotDial.WEBHOOK_TWICE_PERCENT)).isEqualTo(3);
        assertThat(emulator.dials().on(HubSpotDial.UNSET_AS_NULL)).isFalse();
        assertThat(emulator.faults().get(HttpFault.HTML_NEXT)).isEqualTo(2);
    }

    @Test
    void wrong_dials_and_values_are_refused() {
        assertThat(admin.patch("/_sandbox/dials", Map.of("volume", 11)).status()).isEqualTo(400);
        assertThat(admin.patch("/_sandbox/dials", Map.of("html_percent", 101)).status())
                .isEqualTo(400);
        assertThat(admin.patch("/_sandbox/dials", Map.of("html_percent", "x")).status())
                .isEqualTo(400);
    }

    @Test
    void profiles_set_all_faults_and_harsh_is_three_times_default() {
        admin.post("/_sandbox/profile", Map.of("faults", "harsh"));
        assertThat(emulator.dials().get(HubSpotDial.WEBHOOK_TWICE_PERCENT)).isEqualTo(9);
        assertThat(emulator.dials().get(HubSpotDial.TOKEN_LIFE_SECONDS)).isEqualTo(60);
        admin.post("/_sandbox/profile", Map.of("faults", "off"));
        assertThat(emulator.dials().get(HubSpotDial.WEBHOOK_TWICE_PERCENT)).isZero();
        assertThat(emulator.dials().get(HubSpotDial.TOKEN_LIFE_SECONDS)).isEqualTo(1800);
        assertThat(admin.post("/_sandbox/profile", Map.of("faults", "wild")).status())
                .isEqualTo(400);
    }

    @Test
    void the_clock_moves_the_business_date_alone() {
        admin.put("/_sandbox/clock", Map.of("date", "2017-03-31"));

        assertThat(admin.get("/_sandbox/clock").json()).containsEntry("date", "2017-03-31");
        assertThat(emulator.clock().instant()).isAfter("2025-01-01T00:00:00Z");
        assertThat(admin.put("/_sandbox/clock", Map.of("date", "31.3.2017")).status())
                .isEqualTo(400);
    }

    @Test
    void a_reset_forgets_everything_and_one_seed_makes_the_same_world_again() {
        String first = emulator.apps().create(Set.of("http://x/"), Set.of("oauth")).clientId();
        emulator.crm().createDeal(Map.of("dealname", "Gone"));

        assertThat(admin.post("/_sandbox/reset", Map.of("seed", 7)).status()).isEqualTo(200);

        assertThat(emulator.crm().all(ObjectType.DEALS)).isEmpty();
        assertThat(emulator.apps().all()).isEmpty();
        assertThat(emulator.apps().create(Set.of("http://x/"), Set.of("oauth")).clientId())
                .isEqualTo(first);
        admin.post("/_sandbox/reset", Map.of("seed", 8));
        assertThat(emulator.apps().create(Set.of("http://x/"), Set.of("oauth")).clientId())
                .isNotEqualTo(first);
    }

    @Test
    void apps_portals_and_records_can_be_made_over_http() {
        Wire.Answer app =
                admin.post(
                        "/_sandbox/apps",
                        Map.of(
                                "redirect_uris", List.of("http://127.0.0.1:9/cb"),
                                "target", "http://127.0.0.1:9/hook",
                                "subscriptions",
                                        List.of("deal.creation", "deal.propertyChange:amount")));
        assertThat(app.status()).isEqualTo(201);
        assertThat(app.at("subscriptions", 1)).isEqualTo("deal.propertyChange:amount");

        String portal = "/_sandbox/portals/" + emulator.portal().id();
        admin.post(portal + "/properties/deals", Map.of("name", "opportunity_id"));
        admin.post(portal + "/stages", Map.of("id", "engaging", "probability", "0.5"));
        Wire.Answer owner =
                admin.post(
                        portal + "/owners",
                        Map.of("first_name", "A", "last_name", "B", "email", "a.b@example.com"));
        Wire.Answer deal =
                admin.post(
                        portal + "/records/deals",
                        Map.of(
                                "opportunity_id", "1C1I7A6R",
                                "dealstage", "engaging",
                                "hubspot_owner_id", owner.at("id") + ""));
        assertThat(deal.status()).isEqualTo(201);
        assertThat(admin.get(portal + "/records/deals").list()).hasSize(1);
        assertThat(admin.get("/_sandbox/webhooks").json()).containsEntry("pending", 0);
        assertThat(admin.get("/_sandbox/nothing").status()).isEqualTo(404);
    }

    @Test
    void requests_are_counted_by_route_and_status() {
        admin.get("/crm/v3/owners");
        admin.get("/crm/v3/objects/deals/1");

        assertThat(emulator.counters().snapshot())
                .containsEntry("requests", 2L)
                .containsEntry("requests GET /crm/v3/owners", 1L)
                .containsEntry("requests GET /crm/v3/objects/{type}/{id}", 1L)
                .containsEntry("status 401", 2L);
    }

    @Test
    void a_taken_port_is_said_plainly() {
        int port = emulator.address().getPort();

        assertThatThrownBy(() -> HubSpotEmulator.start(Options.defaults().withPort(port)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }
}
