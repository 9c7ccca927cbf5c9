package dev.tributary.tool;

import dev.tributary.model.Field;
import dev.tributary.model.FieldType;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first text of a connector's files: it works, and its comments say what to change. */
record Scaffold(String name, String base, Auth auth, Paging paging, ResourceModel model) {
    static final String ABOUT_FIXTURES =
            """
            # One case, played by `tributary connector test`: what is asked of the unified API, what must go upstream with the reply
            # that comes back, and what the unified API must answer. `tributary connector record` writes such files from a live account.
            """;

    /** As they are written on the command line and in files. */
    @SuppressWarnings("JavaCase")
    enum Auth {
        oauth2,
        api_key,
        basic
    }

    @SuppressWarnings("JavaCase")
    enum Paging {
        cursor,
        offset,
        page,
        link
    }

    String connector() {
        return """
        # yaml-language-server: $schema=../connector.schema.json
        # How %1$s is reached; what it knows stands in %2$s.yaml. After a change: tributary connector check %3$s
        # A text that starts with = is JSONata; {name} in a path is a variable; everything else is literal.
        title: %1$s

        auth:
        %4$s
        http:
          base: %5$s
          timeout: 20s
          # headers: {X-Api-Version: "1"}     # of each request

        budgets:
          every: 100 per 10s                # what the provider lets us call for one customer

        rate:                               # read from the answer's headers, whose names are in lower case
          retry_after: =headers.`retry-after` ? $number(headers.`retry-after`)

        errors:                             # the first that matches wins; they read {status, headers, body}
          - message: =body.message          # where the provider's own words are
          - {when: =status = 429, is: budget}
          - {when: =status = 401, is: expired}
          - {when: =status = 403, is: scope}
          - {when: =status = 404, is: not_found}
          - {when: =status = 409, is: conflict}
          - {when: =status >= 500, is: transient}
          - {when: =status >= 400, is: invalid}

        methods:                            # every resource inherits them; each needs a fixture
          list:
            get: /{object}
            items: =data                    # where the records are in the answer
            paging: %6$s
          # get: {get: "/{object}/{id}"}
          # create: {post: "/{object}", body: =$body}
          # update: {patch: "/{object}/{id}", body: =$body}
          # delete: {delete: "/{object}/{id}"}
        """
                .formatted(title(), model.path(), name, authText(), base, pagingText());
    }

    private String title() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' ');
    }

    private String authText() {
        return switch (auth) {
            case oauth2 ->
                    """
                      oauth2:                           # the customer agrees on a page of the provider's
                        authorize: %1$s/oauth/authorize
                        token: %1$s/oauth/token
                        client: form                    # how our id and secret travel: form, json or basic
                        scopes: []
                    """
                            .formatted(base);
            case api_key ->
                    """
                      api_key: {header: Authorization, prefix: "Bearer "}       # or query: the parameter's name
                    """;
            case basic ->
                    """
                      basic: {}                         # username and password
                    """;
        };
    }

    private String pagingText() {
        return switch (paging) {
            case cursor ->
                    "{cursor: {send: cursor, next: =meta.next_cursor, size: limit, max: 100}}";
            case offset -> "{offset: {send: offset, size: limit, max: 100}}";
            case page -> "{page: {send: page, size: per_page, max: 100}}";
            case link ->
                    "{link: {size: per_page, max: 100}}         # the Link header with rel=next";
        };
    }

    String resource() {
        StringBuilder out = new StringBuilder();
        out.append(
                """
                # yaml-language-server: $schema=../../resource.schema.json
                # Left a field of %1$s, right where the provider keeps it: dots lead into objects. Each line is read in both
                # directions: it maps what comes, makes the body of a write, and says what is asked for.
                object: %2$s                    # the provider's name of it: {object} in paths
                """
                        .formatted(model.path(), model.name()));
        if (model.fields().get("updated_at") != null) {
            out.append("changed: updated_at             # moves with every change of a record\n");
        }
        out.append("fields:\n");
        lines().forEach((unified, path) -> out.append(line(unified, path)));
        List<String> left =
                model.fields().all().stream()
                        .filter(field -> field.type() instanceof FieldType.Many)
                        .map(Field::name)
                        .toList();
        out.append(
                """
                # {from: path, read_only: true} is never written; {from: path, values: {THEIRS: ours}} translates words.
                # What a table cannot say is JSONata over the provider's record, laid over the table's result:
                # read: |
                #   {"%s": %s}
                """
                        .formatted(
                                left.isEmpty() ? "name" : left.getFirst(),
                                left.isEmpty() ? "first & \" \" & last" : "[]"));
        return out.toString();
    }

    private String line(String unified, String path) {
        String line = "  %s: %s".formatted(unified, path);
        return model.fields().typeAt(unified) instanceof FieldType.Choice choice
                ? "%-33s # %s%n".formatted(line, String.join(", ", choice.words()))
                : line + "\n";
    }

    /** Unified paths to a guess of where a provider may keep them. */
    private Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Field field : model.fields().all()) {
            String name = field.name();
            switch (field.type()) {
                case FieldType.Plain plain when plain == FieldType.Plain.MAP -> {}
                case FieldType.Plain _, FieldType.Choice _ -> lines.put(name, name);
                case FieldType.Reference _ -> lines.put(name + ".id", name + "_id");
                case FieldType.Group group ->
                        group.fields().all().stream()
                                .filter(inner -> inner.type() instanceof FieldType.Plain)
                                .forEach(
                                        inner ->
                                                lines.put(
                                                        name + "." + inner.name(),
                                                        name + "_" + inner.name()));
                case FieldType.Many _ -> {}
            }
        }
        return lines;
    }

    /** A page with one record and an empty one, as the paging wants them. */
    List<Rehearse.Canned> pages() {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        lines().forEach((unified, path) -> record.put(path, sample(unified)));
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        first.put("data", List.of(record));
        Map<String, String> headers = new LinkedHashMap<>();
        switch (paging) {
            case cursor -> first.put("meta", Map.of("next_cursor", "c2"));
            case link ->
                    headers.put(
                            "link",
                            "<%s/%s?page=2&per_page=1>; rel=\"next\""
                                    .formatted(base, model.name()));
            case offset, page -> {}
        }
        List<Rehearse.Canned> pages = new ArrayList<>();
        pages.add(new Rehearse.Canned(200, headers, first));
        pages.add(new Rehearse.Canned(200, Map.of(), Map.of("data", List.of())));
        return pages;
    }

    private Object sample(String unified) {
        return switch (model.fields().typeAt(unified)) {
            case FieldType.Plain plain -> sample(plain, unified);
            case FieldType.Choice choice -> choice.words().getFirst();
            case null, default -> "1";
        };
    }

    private static Object sample(FieldType.Plain plain, String unified) {
        return switch (plain) {
            case STRING, TEXT, MAP -> unified.endsWith("id") ? "1" : words(unified);
            case INTEGER -> 7;
            case NUMBER -> new BigDecimal("0.5");
            case BOOLEAN -> true;
            case DATE -> "2024-01-15";
            case DATETIME -> "2024-01-15T10:00:00Z";
            case DECIMAL -> "1250.00";
        };
    }

    private static String words(String unified) {
        return switch (unified) {
            case "first_name" -> "Ada";
            case "last_name" -> "Lovelace";
            default -> "A " + unified.replace('_', ' ').replace('.', ' ');
        };
    }
}
