package dev.tributary.catalog;

import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.document.Problem;

import java.util.List;

/** Plays the fixtures of a connector before it is taken. */
@FunctionalInterface
public interface Rehearsal {
    Rehearsal NONE = (connectors, name, fixtures) -> List.of();

    /**
     * @param connectors holds the connector of this name
     * @return what is not as the fixtures say, with their files
     */
    List<Problem> play(Connectors connectors, String name, List<Fixture> fixtures);
}
