package dev.tributary.tool;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Resource;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which methods are claimed, and which are shown by a fixture. */
final class Coverage {
    private static final List<String> CELLS = List.of("find", "read", "send", "confirm");

    private Coverage() {}

    /** Methods that no fixture shows, such as {@code crm/contacts get}. */
    static SortedSet<String> missing(Connector connector, List<Fixture> fixtures) {
        SortedSet<String> missing = new TreeSet<>();
        for (Resource resource : connector.resources().values()) {
            resource.methods().keySet().forEach(name -> missing.add(line(resource.path(), name)));
            if (resource.write().isPresent()) {
                CELLS.forEach(part -> missing.add(line(resource.path(), part)));
            }
        }
        for (Fixture fixture : fixtures) {
            if (fixture.subject() instanceof Fixture.Call call) {
                missing.remove(line(call.resource(), call.method()));
            }
        }
        return missing;
    }

    private static String line(String resource, String method) {
        return resource + " " + method;
    }
}
