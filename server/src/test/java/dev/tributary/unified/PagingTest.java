package dev.tributary.unified;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.call.Acme;
import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer;
import dev.tributary.call.LiveServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code limit} and {@code next_cursor}, over each way in which providers hand out long lists. */
class PagingTest {
    @RegisterExtension static final AcmeConnected LIVE = new AcmeConnected();

    /** {@code id} n is called {@code name n/2}: two share each name. */
    private static List<Map<String, Object>> records(int from, int to) {
        return IntStream.range(from, Math.max(from, to))
                .mapToObj(
                        n ->
                                Map.<String, Object>of(
                                        "id", "r" + n, "number", n, "name", "n" + n / 2))
                .toList();
    }

    private static Map<String, Object> with(String key, Object value, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put(key, value);
        return all;
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    /** Follows next_cursor to the end; ids in order. */
    private static List<String> walk(String resource) {
        List<String> ids = new ArrayList<>();
        Answer page = LIVE.unified("GET", resource, null);
        for (int pages = 0; pages < 20; pages++) {
            ids.addAll(ids(page));
            Object next = page.json().get("next_cursor");
            if (next == null) {
                return ids;
            }
            String mark = resource.contains("?") ? "&" : "?";
            page = LIVE.unified("GET", resource + mark + "next_cursor=" + next, null);
        }
        throw new AssertionError("the walk has no end: " + ids);
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(Answer page) {
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return ((List<Map<String, Object>>) page.json().get("result"))
                .stream().map(record -> record.get("id").toString()).toList();
    }

    private static List<String> expected(int count) {
        return IntStream.range(0, count).mapToObj(n -> "r" + n).toList();
    }

    @Test
    void cursor() {
        LIVE.acme()
                .on(
                        "GET /contacts",
                        asked -> {
                            int from = number(asked.parameter("after"), 0);
                            int to = Math.min(7, from + number(asked.parameter("limit"), 0));
                            Map<String, Object> page = Map.of("data", records(from, to));
                            return Acme.ok(to < 7 ? with("next", to, page) : page);
                        });
        assertThat(walk("crm/contacts?limit=3")).containsExactly("0", "1", "2", "3", "4", "5", "6");
        assertThat(LIVE.acme().lines())
                .containsExactly(
                        "GET /contacts?limit=3",
                        "GET /contacts?limit=3&after=3",
                        "GET /contacts?limit=3&after=6");
    }

    @Test
    void an_answer_without_pages_or_with_longer_ones_than_were_asked_for_is_cut() {
        LIVE.override(
                Map.of(
                        "crm",
                        Map.of(
                                "fields",
                                Map.of(
                                        "inherits", false,
                                        "fields", Map.of("id", "id"),
                                        "list", Map.of("get", "/fields", "items", "=data")),
                                "field_groups",
                                Map.of(
                                        "inherits",
                                        false,
                                        "fields",
                                        Map.of("id", "id"),
                                        "list",
                                        Map.of(
                                                "before",
                                                List.of(
                                                        Map.of(
                                                                "all",
                                                                Map.of(
                                                                        "get", "/fields", "items",
                                                                        "=data"))),
                                                "items",
                                                "=all")),
                                "views",
                                Map.of(
                                        "inherits",
                                        false,
                                        "fields",
                                        Map.of("id", "id"),
                                        "list",
                                        Map.of(
                                                "get",
                                                "/views",
                                                "items",
                                                "=data",
                                                "paging",
                                                Map.of(
                                                        "cursor",
                                                        Map.of(
                                                                "send", "from", "next", "=next",
                                                                "max", 100)))))));
        LIVE.acme()
                .on("GET /fields", asked -> Acme.ok(Map.of("data", records(0, 5))))
                .on(
                        "GET /views",
                        asked ->
                                asked.parameter("from").isEmpty()
                                        ? Acme.ok(Map.of("data", records(0, 5), "next", "b"))
                                        : Acme.ok(Map.of("data", records(5, 8))));
        assertThat(ids(LIVE.unified("GET", "crm/fields?limit=1", null))).containsExactly("r0");
        assertThat(walk("crm/fields?limit=2")).isEqualTo(expected(5));
        assertThat(walk("crm/field_groups?limit=2")).isEqualTo(expected(5));
        LIVE.acme().forget();
        assertThat(walk("crm/fields")).isEqualTo(expected(5));
        assertThat(LIVE.acme().asked()).hasSize(1);
        LIVE.acme().forget();
        assertThat(walk("crm/views?limit=2")).isEqualTo(expected(8));
        assertThat(LIVE.acme().lines())
                .containsExactly(
                        "GET /views",
                        "GET /views",
                        "GET /views",
                        "GET /views?from=b",
                        "GET /views?from=b");
    }

    @Test
    void offset() {
        LIVE.acme()
                .on(
                        "GET /companies",
                        asked -> {
                            int from = number(asked.parameter("skip"), 0);
                            int to = Math.min(6, from + number(asked.parameter("take"), 0));
                            return Acme.ok(Map.of("data", records(from, to)));
                        });
        assertThat(walk("crm/accounts")).isEqualTo(expected(6));
        assertThat(LIVE.acme().lines())
                .containsExactly(
                        "GET /companies?take=3&skip=0",
                        "GET /companies?take=3&skip=3",
                        "GET /companies?take=3&skip=6");
    }

    private static void numberedPages(int count) {
        LIVE.acme()
                .on(
                        "GET /deals",
                        asked -> {
                            int per = number(asked.parameter("per"), 0);
                            int from = (number(asked.parameter("page"), 1) - 1) * per;
                            return Acme.ok(
                                    Map.of("data", records(from, Math.min(count, from + per))));
                        });
    }

    @Test
    void page() {
        numberedPages(7);
        assertThat(walk("crm/opportunities?limit=1000")).isEqualTo(expected(7));
        assertThat(LIVE.acme().lines())
                .containsExactly(
                        "GET /deals?per=3&page=1",
                        "GET /deals?per=3&page=2",
                        "GET /deals?per=3&page=3");
    }

    @Test
    void numbered_pages_keep_the_size_that_they_began_with() {
        numberedPages(5);
        Answer first = LIVE.unified("GET", "crm/opportunities?limit=2", null);
        String next = "crm/opportunities?next_cursor=" + first.json().get("next_cursor");
        assertThat(ids(LIVE.unified("GET", next, null))).containsExactly("r2", "r3");
    }

    @Test
    void link() {
        LIVE.acme()
                .on(
                        "GET /users",
                        asked -> {
                            int from = number(asked.parameter("from"), 0);
                            Acme.Reply.Whole page = Acme.ok(records(from, Math.min(5, from + 3)));
                            return from > 0
                                    ? page.with("link", "</v1/users?from=0>; rel=\"first\"")
                                    : page.with(
                                            "link",
                                            "</v1/users?from=0>; rel=\"first\", <"
                                                    + LIVE.acme().url()
                                                    + "/v1/users?from=3&x=a%20b>; rel=\"next\"");
                        });
        assertThat(walk("crm/users")).isEqualTo(expected(5));
        assertThat(LIVE.acme().lines())
                .containsExactly("GET /users?per=3", "GET /users?from=3&x=a%20b");
    }

    @Test
    void next_url() {
        LIVE.acme()
                .on(
                        "GET /stages",
                        asked -> {
                            int from = number(asked.parameter("from"), 0);
                            Map<String, Object> page =
                                    Map.of("data", records(from, Math.min(5, from + 3)));
                            return Acme.ok(
                                    from == 0 ? with("more", "/v1/stages?from=3", page) : page);
                        });
        assertThat(walk("crm/stages")).isEqualTo(expected(5));
    }

    @Test
    void a_next_page_elsewhere_is_not_followed_with_our_credentials() {
        for (String elsewhere :
                List.of(
                        "https://evil.example/v1/stages",
                        "//evil.example/x",
                        "not a url",
                        "mailto:x")) {
            LIVE.acme()
                    .on(
                            "GET /stages",
                            asked -> Acme.ok(Map.of("data", records(0, 3), "more", elsewhere)));
            Answer first = LIVE.unified("GET", "crm/stages", null);
            String next = "crm/stages?next_cursor=" + first.json().get("next_cursor");
            Answer refused = LIVE.unified("GET", next, null);
            assertThat(refused.status()).as(elsewhere).isEqualTo(502);
            assertThat(refused.code()).as(elsewhere).isEqualTo("upstream_invalid");
        }
        assertThat(LIVE.acme().lines()).hasSize(4);
    }

    @Test
    void keyset() {
        LIVE.acme()
                .on(
                        "GET /pipelines",
                        asked -> {
                            String where =
                                    URLDecoder.decode(
                                            asked.parameter("where"), StandardCharsets.UTF_8);
                            int from =
                                    where.isEmpty()
                                            ? 0
                                            : Integer.parseInt(
                                                            where.replaceAll(".*r(\\d+)\\)", "$1"))
                                                    + 1;
                            return Acme.ok(Map.of("data", records(from, Math.min(5, from + 3))));
                        });
        assertThat(walk("crm/pipelines")).isEqualTo(expected(5));
        assertThat(URLDecoder.decode(LIVE.acme().last().uri(), StandardCharsets.UTF_8))
                .isEqualTo("/pipelines?where=(name,id) > (n1,r2)&limit=3");
    }

    @Test
    void dynamic() {
        Map<String, Integer> blocks = Map.of("a", 0, "b", 3);
        LIVE.acme()
                .on(
                        "GET /staff",
                        asked -> {
                            int from = blocks.get(asked.parameter("block"));
                            Map<String, Object> page = Map.of("data", records(from, from + 3));
                            return Acme.ok(
                                    from == 0
                                            ? with("following", "b", page)
                                            : with("last", true, page));
                        });
        assertThat(walk("hris/employees")).isEqualTo(expected(6));
    }

    @Test
    void an_empty_page_in_the_middle_is_not_the_end() {
        LIVE.acme()
                .on(
                        "GET /contacts",
                        asked ->
                                switch (asked.parameter("after")) {
                                    case "" -> Acme.ok(Map.of("data", List.of(), "next", "b"));
                                    default -> Acme.ok(Map.of("data", records(0, 1)));
                                });
        assertThat(walk("crm/contacts")).containsExactly("0");
    }

    @Test
    void a_cursor_holds_on_another_server() {
        numberedPages(5);
        Object next = LIVE.unified("GET", "crm/opportunities", null).json().get("next_cursor");
        LiveServer other = LIVE.anotherServer();
        try {
            Answer page = LIVE.unified(other, "GET", "crm/opportunities?next_cursor=" + next, null);
            assertThat(ids(page)).containsExactly("r3", "r4");
        } finally {
            other.close();
        }
    }

    @Test
    void a_provider_that_repeats_its_position_is_stopped() {
        LIVE.acme()
                .on(
                        "GET /contacts",
                        asked -> Acme.ok(Map.of("data", records(0, 1), "next", "same")));
        Answer first = LIVE.unified("GET", "crm/contacts", null);
        String next = "crm/contacts?next_cursor=" + first.json().get("next_cursor");
        Answer second = LIVE.unified("GET", next, null);
        assertThat(second.status()).isEqualTo(502);
        assertThat(second.code()).isEqualTo("upstream_invalid");
        assertThat(second.text()).contains("same");
    }

    @Test
    void a_cursor_is_good_for_nothing_but_its_own_list() {
        numberedPages(5);
        Object next = LIVE.unified("GET", "crm/opportunities", null).json().get("next_cursor");
        for (String other : List.of("crm/accounts?", "crm/opportunities?remote_query[x]=1&")) {
            Answer refused = LIVE.unified("GET", other + "next_cursor=" + next, null);
            assertThat(refused.status()).as(other).isEqualTo(400);
            assertThat(refused.text()).contains("another list");
        }
    }

    @Test
    void a_forged_cursor_calls_nothing_but_lists() {
        for (String method : List.of("delete", "create", "get", "batch_get")) {
            String forged =
                    Base64.getUrlEncoder()
                            .encodeToString(
                                    "{\"m\":\"%s\",\"q\":\"\",\"z\":3,\"p\":null,\"n\":0}"
                                            .formatted(method)
                                            .getBytes(StandardCharsets.UTF_8));
            Answer refused = LIVE.unified("GET", "crm/contacts?next_cursor=" + forged, null);
            assertThat(refused.status()).as(method).isEqualTo(400);
        }
        assertThat(LIVE.acme().lines()).isEmpty();
    }

    @Test
    void a_cursor_that_was_tampered_with_is_called_so() {
        numberedPages(5);
        Object next = LIVE.unified("GET", "crm/opportunities", null).json().get("next_cursor");
        String cursor =
                new String(Base64.getUrlDecoder().decode(next.toString()), StandardCharsets.UTF_8);
        LIVE.acme().forget();
        for (String tampered :
                List.of(
                        cursor.replaceFirst("\"p\":\\d+", "\"p\":\"x\""),
                        cursor.replaceFirst("\"p\":\\d+", "\"p\":{\"at\":null}"),
                        cursor.replace("\"m\":\"list\"", "\"m\":\"search\""),
                        cursor.replaceFirst("\"z\":\\d+", "\"z\":null"))) {
            assertThat(tampered).isNotEqualTo(cursor);
            String forged =
                    Base64.getUrlEncoder()
                            .encodeToString(tampered.getBytes(StandardCharsets.UTF_8));
            Answer refused = LIVE.unified("GET", "crm/opportunities?next_cursor=" + forged, null);
            assertThat(refused.status()).as(tampered).isEqualTo(400);
            assertThat(refused.text()).contains("the cursor is not one of ours");
        }
        assertThat(LIVE.acme().lines()).isEmpty();
    }
}
