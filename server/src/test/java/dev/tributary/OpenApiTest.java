package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.db.TestDatabase;
import dev.tributary.unified.openapi.Compatibility;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /openapi.json} and {@code GET /docs} of the whole server. After a change of the API
 * run this with {@code -Daccept=true}, which writes {@code docs/openapi.json} anew; a change that
 * breaks programs of others is written by {@code -Daccept=breaking} alone.
 */
class OpenApiTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private static final Path COMMITTED = Source.ROOT.resolve("docs/openapi.json");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static App app;
    private static String text;
    private static Map<String, Object> document;

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void serve() throws Exception {
        Path data = Files.createTempDirectory("tributary-openapi-");
        app =
                App.open(
                        new Config(
                                data,
                                Optional.of(new Secret("admin")),
                                new Config.Http(
                                        "127.0.0.1", 0, "http://127.0.0.1", 1 << 20, 0, List.of()),
                                DB.config(),
                                Optional.empty(),
                                new Config.Connectors(Optional.empty(), Optional.empty()),
                                new Config.Call(true, 100_000),
                                Config.Proxy.USUAL,
                                new Config.Bulk(Duration.ofDays(7)),
                                new Config.Log(System.Logger.Level.INFO)),
                        Clock.systemUTC());
        app.start();
        text = get("/openapi.json").body() + "\n";
        document = Json.read(text, Map.class);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + app.port() + path);
        return CLIENT.send(
                HttpRequest.newBuilder(uri).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void the_committed_document_is_the_generated_one_and_breaks_nobody() throws IOException {
        String accept = System.getProperty("accept", "");
        if (Files.exists(COMMITTED) && !accept.equals("breaking")) {
            Map<?, ?> before = Json.read(Files.readAllBytes(COMMITTED), Map.class);
            assertThat(Compatibility.breaks(before, document))
                    .as("breaks programs of others; if it must be, run with -Daccept=breaking")
                    .isEmpty();
        }
        if (!accept.isEmpty()) {
            Files.writeString(COMMITTED, text);
        }
        assertThat(COMMITTED).hasContent(text);
    }

    @Test
    void every_route_says_what_it_does_and_answers() {
        List<String> silent = new ArrayList<>();
        operations()
                .forEach(
                        (name, operation) -> {
                            Map<?, ?> responses = (Map<?, ?>) operation.get("responses");
                            boolean said =
                                    !operation.get("summary").equals("")
                                            && !operation.get("tags").equals(List.of(""))
                                            && responses.size() > 1;
                            if (!said) {
                                silent.add(name);
                            }
                        });
        assertThat(silent)
                .as("give these .says(…) and .answers(…) where they are declared, and a chapter()")
                .isEmpty();
    }

    @Test
    void operations_have_names_of_their_own() {
        Set<Object> names = new HashSet<>();
        List<Object> twice = new ArrayList<>();
        operations()
                .forEach(
                        (where, operation) -> {
                            Object id = operation.get("operationId");
                            if (!names.add(id)) {
                                twice.add(id);
                            }
                        });
        assertThat(twice).isEmpty();
        assertThat(names).contains("crm_contacts_list", "payout_runs_send", "events_get");
    }

    @Test
    void every_reference_is_there() {
        List<String> dangling = new ArrayList<>();
        java.util.regex.Matcher refs =
                java.util.regex.Pattern.compile("\"#/components/(\\w+)/([\\w.{}]+)\"")
                        .matcher(text);
        Map<?, ?> components = (Map<?, ?>) document.get("components");
        while (refs.find()) {
            if (!((Map<?, ?>) components.get(refs.group(1))).containsKey(refs.group(2))) {
                dangling.add(refs.group());
            }
        }
        assertThat(dangling).isEmpty();
    }

    @Test
    void the_page_shows_every_operation() throws Exception {
        HttpResponse<String> page = get("/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'");
        operations()
                .forEach(
                        (name, operation) ->
                                assertThat(page.body())
                                        .contains("id=\"" + operation.get("operationId") + "\""));
    }

    private static Map<String, Map<?, ?>> operations() {
        Map<String, Map<?, ?>> operations = new java.util.TreeMap<>();
        ((Map<?, ?>) document.get("paths"))
                .forEach(
                        (path, methods) ->
                                ((Map<?, ?>) methods)
                                        .forEach(
                                                (method, operation) ->
                                                        operations.put(
                                                                method + " " + path,
                                                                (Map<?, ?>) operation)));
        return operations;
    }
}
