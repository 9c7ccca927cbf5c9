package dev.tributary.sandbox.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PipedriveLineItemsTest {
    private final LetIn letIn = new LetIn();
    private final Wire client = letIn.client();
    private final long product =
            letIn.emulator
                    .items()
                    .create(
                            ItemType.PRODUCT,
                            Map.of(
                                    "name",
                                    "Seat",
                                    "code",
                                    "S-1",
                                    "prices",
                                    List.of(Map.of("currency", "EUR", "price", 100))))
                    .number();
    private final String products = "/api/v2/deals/" + letIn.deal("Ten seats") + "/products";

    @AfterEach
    void close() {
        letIn.close();
    }

    private Map<String, Object> seats(Object quantity) {
        return Map.of("product_id", product, "item_price", 100, "quantity", quantity);
    }

    @Test
    void a_line_item_is_added_changed_and_taken_away() {
        Wire.Answer added = client.post(products, seats(10));
        assertThat(added.status()).as(added.body()).isEqualTo(200);
        assertThat(added.at("data", "name")).isEqualTo("Seat");
        assertThat(added.at("data", "sum")).isEqualTo(1000);
        String line = products + "/" + added.at("data", "id");

        assertThat(client.patch(line, Map.of("discount", 10)).at("data", "sum")).isEqualTo(900);
        assertThat(
                        client.patch(line, Map.of("discount", 50, "discount_type", "amount"))
                                .at("data", "sum"))
                .isEqualTo(950);
        assertThat(
                        client.patch(line, Map.of("tax", 20, "tax_method", "exclusive"))
                                .at("data", "sum"))
                .isEqualTo(1140);
        assertThat(client.delete(line).status()).isEqualTo(200);
        assertThat(client.patch(line, Map.of("discount", 1)).status()).isEqualTo(404);
        assertThat(LetIn.ids(client.get(products))).isEmpty();
    }

    @Test
    void line_items_that_cannot_be_are_refused() {
        assertThat(client.post(products, Map.of("product_id", product)).status()).isEqualTo(400);
        assertThat(
                        client.post(
                                        products,
                                        Map.of("product_id", 404, "item_price", 1, "quantity", 1))
                                .status())
                .isEqualTo(400);
        assertThat(client.post(products, seats("10")).status()).isEqualTo(400);
        assertThat(client.post("/api/v2/deals/404/products", seats(1)).status()).isEqualTo(404);
    }

    @Test
    void the_deal_is_worth_the_sum_of_its_enabled_line_items_if_the_dial_says_so() {
        client.post(products, seats(2));
        Wire.Answer second = client.post(products, seats(3));
        String deal = products.replace("/products", "");
        assertThat(client.get(deal).at("data", "value")).isEqualTo(500);
        client.patch(products + "/" + second.at("data", "id"), Map.of("is_enabled", false));
        assertThat(client.get(deal).at("data", "value")).isEqualTo(200);

        letIn.emulator.dials().set(PipedriveDial.LINE_ITEMS_SET_DEAL_VALUE, false);
        client.post(products, seats(1));
        assertThat(client.get(deal).at("data", "value")).isEqualTo(200);
    }

    @Test
    void many_are_added_listed_over_deals_and_taken_away_at_once() {
        Wire.Answer added =
                client.post(products + "/bulk", Map.of("data", List.of(seats(1), seats(2))));
        assertThat(Json.asList(added.at("data")).orElseThrow()).hasSize(2);
        long other = letIn.deal("Other");
        client.post("/api/v2/deals/" + other + "/products", seats(3));

        Wire.Answer page = client.get(products + "?limit=1");
        assertThat(LetIn.ids(page)).hasSize(1);
        assertThat(
                        LetIn.ids(
                                client.get(
                                        products
                                                + "?cursor="
                                                + page.at("additional_data", "next_cursor"))))
                .hasSize(1);
        assertThat(LetIn.ids(client.get("/api/v2/deals/products?deal_ids=1," + other))).hasSize(3);
        assertThat(client.get("/api/v2/deals/products").status()).isEqualTo(400);
        int first = (int) added.at("data", 0, "id");
        assertThat(client.delete(products + "?ids=" + first).at("data", "ids"))
                .isEqualTo(List.of(first));
        assertThat(LetIn.ids(client.get(products))).hasSize(1);
    }
}
