package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Method;
import dev.tributary.connector.Resource;
import dev.tributary.connector.Step;
import dev.tributary.connector.Variants;
import dev.tributary.integration.IntegratedAccount;
import dev.tributary.mapping.Explanation;
import dev.tributary.mapping.Mapping;
import dev.tributary.mapping.Provenance;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a call is about: one resource of one integrated account.
 *
 * @param variant which one of several the resource is; null: it has none, or all of them
 */
public record Target(Link link, Resource resource, @Nullable Variant variant) {
    static final char DASH = '-';

    /**
     * The word that a unified field has in all records of a variant.
     *
     * @param by who says so
     */
    public record Variant(String field, String word, Provenance by) {
        Explanation.Source source() {
            return new Explanation.Source(
                    by,
                    Explanation.From.VARIANTS,
                    field + ": " + word,
                    List.of(),
                    Map.of(),
                    List.of());
        }
    }

    public Target(Link link, Resource resource) {
        this(link, resource, null);
    }

    /**
     * The same about one variant of the resource.
     *
     * @throws Failure {@code invalid_request} naming those there are
     */
    public Target of(String word) {
        Variants variants = resource.variants().orElseThrow();
        Resource one = variants.byWord().get(word);
        if (one == null) {
            throw Failure.invalid(
                    "%s is '%s'; at %s it must be one of %s",
                    variants.field(),
                    word,
                    connector().title(),
                    String.join(", ", variants.byWord().keySet()));
        }
        Provenance by = Objects.requireNonNull(variants.by().get(word), word);
        return new Target(link, one, new Variant(variants.field(), word, by));
    }

    /** About each variant of the resource; of one without variants, this. */
    public List<Target> each() {
        return resource.variants()
                .map(variants -> variants.byWord().keySet().stream().map(this::of).toList())
                .orElse(List.of(this));
    }

    /**
     * This, which must be one object of the provider's and not several.
     *
     * @throws Failure {@code method_not_supported} for a resource with variants
     */
    Target single(String method) {
        if (resource.variants().isPresent()) {
            throw new Failure(
                    Code.METHOD_NOT_SUPPORTED,
                    "%s of %s stands for several objects: it has no %s"
                            .formatted(resource.path(), connector().title(), method));
        }
        return this;
    }

    /** That it has no such method, and what it has. */
    Failure unsupported(String method) {
        return new Failure(
                Code.METHOD_NOT_SUPPORTED,
                "%s has no %s for %s".formatted(connector().title(), method, resource.path()));
    }

    /**
     * About the variant that a new record shall be of; of a resource without variants, this.
     *
     * @throws Failure naming the field that tells them apart
     */
    Target ofBody(Map<String, @Nullable Object> body) {
        Variants variants = resource.variants().orElse(null);
        if (variants == null) {
            return this;
        }
        if (!(body.get(variants.field()) instanceof String word)) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "%s is needed: one of %s"
                            .formatted(
                                    variants.field(),
                                    String.join(", ", variants.byWord().keySet())));
        }
        return of(word);
    }

    /** What an id of ours is about; of a resource without variants, this. */
    Target ofId(String id) {
        if (resource.variants().isEmpty()) {
            return this;
        }
        int dash = id.indexOf(DASH);
        String word = dash < 0 ? "" : id.substring(0, dash);
        if (!resource.variants().get().byWord().containsKey(word)) {
            throw new Failure(
                    Code.NOT_FOUND,
                    "%s has no id %s; ids begin with %s and a dash"
                            .formatted(
                                    resource.path(),
                                    id,
                                    String.join(
                                            " or ", resource.variants().get().byWord().keySet())));
        }
        return of(word);
    }

    /** The provider's id of an id of ours. */
    String theirs(String id) {
        return variant == null ? id : id.substring(variant.word().length() + 1);
    }

    /** Our id of an id of the provider's. */
    String ours(String id) {
        return variant == null ? id : variant.word() + DASH + id;
    }

    /** A mapped record under its id of ours. */
    Mapping.Mapped named(Mapping.Mapped mapped) {
        if (variant == null) {
            return mapped;
        }
        String id = ours(mapped.id());
        mapped.data().put("id", id);
        mapped.data().put(variant.field(), variant.word());
        return new Mapping.Mapped(id, mapped.data(), mapped.fellThrough());
    }

    /** Unified fields that a write need not say to the provider. */
    Set<String> settled() {
        return variant == null ? Set.of() : Set.of(variant.field());
    }

    /**
     * That a record stays of the variant that it is of.
     *
     * @throws Failure {@code unprocessable} when a body says another
     */
    void keepsVariant(Map<String, @Nullable Object> body) {
        if (variant != null
                && body.containsKey(variant.field())
                && !variant.word().equals(body.get(variant.field()))) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "'%s' of this record is '%s' for good: at %s another one is another kind of record"
                            .formatted(variant.field(), variant.word(), connector().title()));
        }
    }

    public IntegratedAccount account() {
        return link.account();
    }

    public Connector connector() {
        return link.connector();
    }

    /**
     * @param one it is about one record
     * @throws Failure {@code method_not_supported} naming the actions there are
     */
    Step action(String name, boolean one) {
        Step action = resource.actions().get(name);
        boolean needsId = action != null && action.request().asks("id");
        if (action == null || needsId != one) {
            throw new Failure(
                    Code.METHOD_NOT_SUPPORTED,
                    "%s has no action %s for %s of %s; it has %s"
                            .formatted(
                                    connector().title(),
                                    name,
                                    one ? "a record" : "the whole",
                                    resource.path(),
                                    listed(called())));
        }
        return action;
    }

    /**
     * @throws Failure {@code method_not_supported} naming the methods there are
     */
    public Method method(String name) {
        return resource.method(name)
                .orElseThrow(
                        () ->
                                new Failure(
                                        Code.METHOD_NOT_SUPPORTED,
                                        "%s has no method %s for %s; it has %s"
                                                .formatted(
                                                        connector().title(),
                                                        name,
                                                        resource.path(),
                                                        listed(named()))));
    }

    /** Methods by the names that callers have for them; others are for us alone. */
    private TreeSet<String> named() {
        TreeSet<String> names = new TreeSet<>(resource.methods().keySet());
        if (names.contains(Method.SEARCH)) {
            names.add(Method.LIST);
        }
        names.removeAll(Set.of(Method.SEARCH, Method.DELETED, Method.BATCH_GET));
        return names;
    }

    /** What hangs on a colon, as it is called. */
    private TreeSet<String> called() {
        String path = resource.path() + (resource.isCustom() ? "/" + resource.object() : "");
        TreeSet<String> called = new TreeSet<>();
        for (String method : named()) {
            if (method.startsWith("batch_")) {
                called.add(path + ":" + method);
            }
        }
        resource.actions()
                .forEach(
                        (name, action) ->
                                called.add(
                                        path
                                                + (action.request().asks("id") ? "/{id}:" : ":")
                                                + name));
        return called;
    }

    private static String listed(TreeSet<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
