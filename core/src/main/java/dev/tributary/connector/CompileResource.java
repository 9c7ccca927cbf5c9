package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.mapping.Expression;
import dev.tributary.mapping.FieldRule;
import dev.tributary.mapping.MappingSource;
import dev.tributary.mapping.Provenance;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checked, complete resource to its compiled form.
 *
 * @param stages the resource with each layer more
 */
record CompileResource(ResourceModel model, Stages stages, Node node, Values values) {
    private static final int SORTS_MAX = 10;

    CompileResource(ResourceModel model, Stages stages, Values values) {
        this(model, stages, stages.whole(), values.about(model.path()));
    }

    Resource compile() {
        Stages table = stages.at("fields");
        List<FieldRule> fields = table.rules();
        String select = node.at("select").text().orElse(null);
        MappingSource mapping =
                new MappingSource(
                        model,
                        fields,
                        blocks("read"),
                        blocks("write"),
                        select,
                        node.at("clear").text().orElse(null),
                        node.at("text_only").isTrue(),
                        new MappingSource.Origins(
                                node.has("discover")
                                        ? values.by(node.at("discover").at("fields").origin())
                                        : null,
                                table.hidden()));
        var filters = new CompileFilters(model, node, fields, select == null ? "" : select + ".");
        return new Resource(
                model,
                node.at("object").text().orElse(model.name()),
                node.at("changed").text().orElse(null),
                select,
                mapping.compile(),
                filters.rules(),
                filters.sorts(),
                constants(node.at("where")),
                methods(),
                actions(),
                discover(),
                writeMode(),
                BulkLanguage.compile(node, values),
                variants());
    }

    private Map<String, Method> methods() {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (String name : Language.METHODS) {
            Node method = node.at(name);
            if (method.isPresent()) {
                methods.put(name, method(name, method));
            }
        }
        return methods;
    }

    private Map<String, Step> actions() {
        Map<String, Step> actions = new LinkedHashMap<>();
        node.at("actions")
                .members()
                .forEach((name, action) -> actions.put(name, values.step(name, action)));
        return actions;
    }

    private Optional<Variants> variants() {
        Stages variants = stages.at(Inherit.VARIANTS);
        for (Map.Entry<String, Node> field : variants.whole().members().entrySet()) {
            Stages words = variants.at(field.getKey());
            Map<String, Resource> byWord = new LinkedHashMap<>();
            Map<String, Provenance> by = new LinkedHashMap<>();
            field.getValue()
                    .members()
                    .forEach(
                            (word, variant) -> {
                                Stages one = words.at(word);
                                byWord.put(word, new CompileResource(model, one, values).compile());
                                by.put(word, values.by(variant.origin()));
                            });
            return Optional.of(new Variants(field.getKey(), byWord, by));
        }
        return Optional.empty();
    }

    private static Map<String, Object> constants(Node where) {
        Map<String, Object> constants = new LinkedHashMap<>();
        where.members()
                .forEach(
                        (path, value) -> {
                            if (value instanceof Node.Scalar scalar && scalar.value() != null) {
                                constants.put(path, scalar.value());
                            }
                        });
        return constants;
    }

    private List<MappingSource.Block> blocks(String key) {
        List<MappingSource.Block> blocks = new ArrayList<>();
        node.at(key)
                .members()
                .forEach(
                        (layer, source) -> {
                            if (source instanceof Node.Scalar scalar) {
                                blocks.add(block(scalar));
                            }
                        });
        return blocks;
    }

    private MappingSource.Block block(Node.Scalar source) {
        String text = source.text().orElseThrow();
        Expression expression = values.jsonata(text, source.origin());
        Map<String, String> places = new LinkedHashMap<>();
        expression
                .outputs()
                .forEach(
                        (field, output) ->
                                places.put(
                                        field, source.content().at(text, output.start()).place()));
        return new MappingSource.Block(values.by(source.origin()), expression, places);
    }

    private Method method(String name, Node method) {
        Request request = values.request(method);
        Node takes = method.at("takes");
        boolean all = takesAll(name, node);
        return new Method(
                name,
                values.steps(method.at("before")),
                values.steps(method.at("after")),
                request,
                values.optional(method.at("items")),
                values.paging(method.at("paging"), request),
                whole(method.at("max")),
                whole(method.at("cap")),
                method.at("budgets").texts(),
                values.optional(method.at("rows")),
                takesFilters(name, node),
                takes.isPresent() ? sorts(takes) : all ? mostSorts(request) : 0,
                constants(method.at("where")),
                MostFilters.of(method.at("max_filters").text()));
    }

    /** Whether a method of the resource can do what it does not speak of. */
    private static boolean takesAll(String name, Node resource) {
        return !name.equals(Method.LIST) || !resource.has(Method.SEARCH);
    }

    static boolean takesFilters(String name, Node resource) {
        Node takes = resource.at(name).at("takes");
        return takes.isPresent() ? takes.texts().contains("filters") : takesAll(name, resource);
    }

    private static int sorts(Node takes) {
        return takes.texts().contains("sorts") ? SORTS_MAX : takes.texts().contains("sort") ? 1 : 0;
    }

    /** A query language has room for several. */
    private static int mostSorts(@Nullable Request request) {
        return request != null && request.stated() ? SORTS_MAX : 1;
    }

    private static int whole(Node node) {
        return node.text().map(Integer::parseInt).orElse(0);
    }

    private Optional<Discover> discover() {
        Node discover = node.at("discover");
        return !discover.isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Discover(
                                values.step("discover", discover),
                                Formats.duration(discover.at("ttl").text().orElseThrow()),
                                values.expression(discover.at("fields"))));
    }

    private Optional<WriteMode> writeMode() {
        Node mode = node.at("compare_and_set");
        Request send = values.request(mode.at("send"));
        return send == null
                ? Optional.empty()
                : Optional.of(
                        new WriteMode.CompareAndSet(
                                values.steps(mode.at("find")),
                                values.expression(mode.at("destination")),
                                values.steps(mode.at("read")),
                                values.expression(mode.at("current")),
                                values.expression(mode.at("version")),
                                values.optional(mode.at("refused")),
                                send,
                                whole(mode.at("max")),
                                values.steps(mode.at("confirm")),
                                values.expression(mode.at("processed")),
                                !mode.at("negative").text().orElse("refuse").equals("send")));
    }
}
