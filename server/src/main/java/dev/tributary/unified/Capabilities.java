package dev.tributary.unified;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Method;
import dev.tributary.connector.Resource;
import dev.tributary.connector.Webhooks;
import dev.tributary.http.spec.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a connector can do, read off what it is compiled to: nothing is listed that is not there.
 */
final class Capabilities {
    private static final Schema METHOD =
            Schema.object()
                    .with("http", Schema.shown(DescribeMethod.Http.class))
                    .with("fixtures", Schema.whole().about("cases that show it to work"))
                    .with(
                            "unproven",
                            Schema.text("why it is not to be relied on: null when it is").orNull());

    private static final Schema RESOURCE =
            Schema.object()
                    .with("methods", Schema.map(METHOD))
                    .with("filters", Schema.list(MetaRoutes.filter()))
                    .with("sorts", Schema.list(Schema.text()))
                    .with("fields", Schema.list(Schema.text()))
                    .with("writable_fields", Schema.list(Schema.text()))
                    .with("custom_fields", Schema.flag().about("found per integrated account"))
                    .with("compare_and_set", Schema.flag().about("takes payout lines"))
                    .with(
                            "variants",
                            Schema.list(Schema.text()).about("kinds that are objects of their own"))
                    .with(
                            "webhooks",
                            Schema.list(Schema.words("created", "updated", "deleted"))
                                    .about("changes that the provider tells us of"));

    static final Schema SCHEMA =
            Schema.object()
                    .with("connector", Schema.text())
                    .with("title", Schema.text())
                    .with("version", Schema.text("moves with every change of the connector"))
                    .with("auth", Schema.list(Schema.text()).about("ways to be let in"))
                    .with("webhooks", Schema.words("hmac").about("how they are verified").orNull())
                    .with(
                            "fixtures_failed",
                            Schema.list(Schema.text())
                                    .about("what is wrong with each case that does not pass"))
                    .with(
                            "models",
                            Schema.map(Schema.map(RESOURCE)).about("by model, then resource"));

    private Capabilities() {}

    static Map<String, @Nullable Object> of(Connector connector, Proof.Shown shown) {
        Map<String, Map<String, Object>> models = new TreeMap<>();
        new TreeMap<>(connector.resources())
                .values()
                .forEach(
                        resource ->
                                models.computeIfAbsent(resource.model(), m -> new LinkedHashMap<>())
                                        .put(resource.name(), of(resource, shown)));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("connector", connector.name());
        answer.put("title", connector.title());
        answer.put("version", connector.version());
        answer.put("auth", List.copyOf(connector.schemes().keySet()));
        answer.put("webhooks", connector.webhooks().map(Capabilities::verified).orElse(null));
        answer.put("fixtures_failed", shown.problems());
        answer.put("models", models);
        return answer;
    }

    private static String verified(Webhooks webhooks) {
        return switch (webhooks.verify()) {
            case Webhooks.Hmac _ -> "hmac";
        };
    }

    private static Map<String, Object> of(Resource resource, Proof.Shown shown) {
        String path = "/unified/" + resource.path() + (resource.isCustom() ? "/{object}" : "");
        Map<String, Object> methods = new LinkedHashMap<>();
        DescribeMethod.methods(resource, path)
                .forEach(
                        (name, http) -> {
                            String shownAs = shownAs(resource, name);
                            Map<String, @Nullable Object> method = new LinkedHashMap<>();
                            method.put("http", http);
                            method.put("fixtures", shown.passed(resource.path(), shownAs));
                            method.put("unproven", shown.unproven(resource.path(), shownAs));
                            methods.put(name, method);
                        });
        List<Resource> parts = AccountSchemas.parts(resource);
        ListChoices choices = ListChoices.of(resource);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("methods", methods);
        answer.put("filters", choices.filters());
        answer.put("sorts", choices.sorts());
        answer.put("fields", List.copyOf(AccountSchemas.reads(parts)));
        answer.put("writable_fields", writable(methods.keySet(), parts));
        answer.put("custom_fields", parts.stream().anyMatch(one -> one.discover().isPresent()));
        answer.put("compare_and_set", resource.write().isPresent());
        answer.put(
                "variants",
                resource.variants()
                        .map(variants -> List.copyOf(variants.byWord().keySet()))
                        .orElse(List.of()));
        answer.put(
                "webhooks",
                new ArrayList<>(shown.webhooks().getOrDefault(resource.path(), Set.of())));
        return answer;
    }

    /** Some methods of ours are done by another one of the connector, whose fixtures show them. */
    private static String shownAs(Resource resource, String method) {
        return switch (method) {
            case Method.LIST -> resource.method(Method.LIST).isPresent() ? method : Method.SEARCH;
            case "upsert" -> Method.BATCH_UPSERT;
            default -> method;
        };
    }

    /** A mapping that could write says nothing where no method does. */
    private static List<String> writable(Set<String> methods, List<Resource> parts) {
        boolean writes =
                methods.stream().anyMatch(name -> name.matches("(batch_)?(create|update|upsert)"));
        return writes ? List.copyOf(AccountSchemas.writes(parts)) : List.of();
    }
}
