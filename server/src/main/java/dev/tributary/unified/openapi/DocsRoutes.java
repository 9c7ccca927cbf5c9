package dev.tributary.unified.openapi;

import dev.tributary.Json;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Schema;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The API's description for programs and for people, made when it is first asked for. */
public final class DocsRoutes implements Routes {
    private final List<Routes> features;
    private final Models models;
    private final String publicUrl;
    private volatile @Nullable Made made;

    private record Made(Reply document, Reply page) {}

    /**
     * @param features all routes of the server, these among them; may still grow while it is put
     *     together
     */
    public DocsRoutes(List<Routes> features, Models models, String publicUrl) {
        this.features = features;
        this.models = models;
        this.publicUrl = publicUrl;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Description", "The API about itself.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/openapi.json", Access.OPEN, ask -> made(ask).document)
                        .says("This API as OpenAPI 3.1")
                        .answers(200, Schema.map(Schema.anything())),
                Route.get("/docs", Access.OPEN, ask -> made(ask).page)
                        .says("This API as a page", "The same as /openapi.json, to be read.")
                        .answers(200, Content.PAGE));
    }

    private Made made(Ask ask) {
        Made present = made;
        if (present == null) {
            Map<String, @Nullable Object> document = OpenApi.of(features, models);
            byte[] json =
                    Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
            present =
                    new Made(
                            new Reply(200, Map.of("content-type", "application/json"), json),
                            ReferencePage.of(document, publicUrl));
            made = present;
        }
        return present;
    }
}
