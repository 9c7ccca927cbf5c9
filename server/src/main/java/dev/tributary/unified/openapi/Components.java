package dev.tributary.unified.openapi;

import dev.tributary.dialect.Operator;
import dev.tributary.http.spec.Schema;
import dev.tributary.model.Field;
import dev.tributary.model.FieldType;
import dev.tributary.model.Fields;
import dev.tributary.model.Models;
import dev.tributary.model.ResourceModel;
import dev.tributary.model.ResourceSchema;
import dev.tributary.unified.ShowExplanation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the operations refer to: the unified resources, problem documents, the keys. */
final class Components {
    private static final Map<String, Object> REMOTE =
            Trees.of(
                    "type", "object",
                    "description", "what the provider said, untranslated",
                    "additionalProperties", true);
    private static final Map<String, Object> REMOTE_WRITE =
            Trees.of(
                    "type", "object",
                    "description", "merged into the provider's payload last",
                    "additionalProperties", true);

    private Components() {}

    static Map<String, Object> of(Models models) {
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put("Problem", ProblemSchema.SCHEMA.tree());
        schemas.put("DryRun", dryRun());
        schemas.put("Explanation", ShowExplanation.SCHEMA.tree());
        for (ResourceModel resource : models.byPath().values()) {
            String name = resource.model() + "." + resource.name();
            schemas.put(name, record(with(REMOTE, ResourceSchema.ofRecord(resource))));
            schemas.put(name + ".write", with(REMOTE_WRITE, ResourceSchema.ofWrite(resource)));
            schemas.put(name + ".filters", filters(resource));
        }
        return Trees.of(
                "schemas",
                schemas,
                "responses",
                Trees.of(
                        "Problem",
                        Trees.of(
                                "description",
                                "It did not work: see its code",
                                "content",
                                Trees.of(
                                        "application/problem+json",
                                        Trees.of("schema", Schema.named("Problem").tree())))),
                "securitySchemes",
                Trees.of(
                        Operation.SECURITY,
                        bearer("an environment's API key, trb_live_…, with scopes"),
                        Operation.ADMIN,
                        bearer("the admin key: environments and their API keys"),
                        Operation.ACCOUNT,
                        bearer("a token for one integrated account, trb_acct_…, for browsers")));
    }

    private static Map<String, Object> bearer(String about) {
        return Trees.of("type", "http", "scheme", "bearer", "description", about);
    }

    private static Object dryRun() {
        Schema request =
                Schema.object()
                        .with("method", Schema.text())
                        .with("url", Schema.text())
                        .with("headers", Schema.map(Schema.text()))
                        .with("body", Schema.text().orNull())
                        .maybe("step", Schema.text("its name, where it is a step of the method"))
                        .maybe("runs", Schema.words("before", "after"))
                        .maybe("when", Schema.text("the condition, which is not known yet"))
                        .maybe(
                                "depends_on",
                                Schema.list(Schema.text())
                                        .about(
                                                "steps whose answers its path, query, headers or"
                                                    + " body are made of: url is a template, and"
                                                    + " the body is not shown"));
        return Schema.object()
                .with("dry_run", Schema.flag())
                .with("requests", Schema.list(request))
                .maybe(
                        "refused",
                        Schema.list(Schema.map(Schema.anything()))
                                .about("records of a batch that no request would take"))
                .maybe("explain", Schema.named("Explanation"))
                .tree();
    }

    /** With what a record has beside its model's fields. */
    private static Map<String, Object> record(Map<String, Object> of) {
        Map<String, Object> schema = new LinkedHashMap<>(of);
        Map<String, Object> properties = new LinkedHashMap<>();
        Trees.map(of, "properties")
                .forEach((name, value) -> properties.put(name.toString(), value));
        properties.put("_explain", Schema.named("Explanation").tree());
        schema.put("properties", properties);
        schema.put(
                "additionalProperties",
                Map.of("description", "a field that an override adds: meta/{method} names it"));
        return schema;
    }

    private static Map<String, Object> with(Map<String, Object> remote, Map<String, Object> of) {
        Map<String, Object> schema = new LinkedHashMap<>(of);
        schema.remove("$schema");
        Map<String, Object> properties = new LinkedHashMap<>();
        Trees.map(of, "properties")
                .forEach((name, value) -> properties.put(name.toString(), value));
        properties.put("remote_data", remote);
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> filters(ResourceModel resource) {
        Map<String, Object> properties = new LinkedHashMap<>();
        filters("", resource.fields(), properties);
        String operators =
                Arrays.stream(Operator.values())
                        .map(Operator::text)
                        .collect(Collectors.joining("|"));
        return Trees.of(
                "type",
                "object",
                "properties",
                properties,
                "patternProperties",
                Map.of("^[a-z0-9_.]+\\[(" + operators + ")\\]$", Map.of("type", "string")),
                "additionalProperties",
                false);
    }

    private static void filters(String below, Fields fields, Map<String, Object> properties) {
        for (Field field : fields.all()) {
            String path = below + field.name();
            switch (field.type()) {
                case FieldType.Plain plain -> {
                    if (plain != FieldType.Plain.MAP) {
                        properties.put(path, Map.of("type", "string"));
                    }
                }
                case FieldType.Choice choice ->
                        properties.put(path, Trees.of("type", "string", "enum", choice.words()));
                case FieldType.Reference _ ->
                        properties.put(path + ".id", Map.of("type", "string"));
                case FieldType.Group group -> filters(path + ".", group.fields(), properties);
                case FieldType.Many _ -> properties.put(path, Map.of("type", "string"));
            }
        }
    }
}
