package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The object types of one portal, its own included. Safe for use by many threads. */
public final class ObjectTypes {
    private final List<ObjectType> types = new ArrayList<>(ObjectType.standard());

    /** Finds a type by plural, singular, id or qualified name. */
    public synchronized Optional<ObjectType> find(String name) {
        return types.stream().filter(type -> type.isNamed(name)).findFirst();
    }

    /**
     * The type that somebody names.
     *
     * @throws HubSpotProblem 400 when there is no such type
     */
    public ObjectType named(String name) {
        return find(name)
                .orElseThrow(
                        () -> HubSpotProblem.invalid("Unable to infer object type from: " + name));
    }

    /** Schemas name types in capitals: CONTACT, COMPANY. */
    Optional<ObjectType> findAnyCase(String name) {
        return find(name).or(() -> find(name.toLowerCase(Locale.ROOT)));
    }

    public synchronized List<ObjectType> all() {
        return List.copyOf(types);
    }

    synchronized void add(ObjectType type) {
        types.add(type);
    }

    synchronized void remove(ObjectType type) {
        types.remove(type);
    }
}
