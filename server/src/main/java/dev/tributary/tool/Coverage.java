package dev.tributary.tool;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Resource;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
            claimed(resource).forEach(name -> missing.add(line(resource.path(), name)));
        }
        for (Fixture fixture : fixtures) {
            if (fixture.subject() instanceof Fixture.Call call) {
                missing.remove(line(path(call.resource()), call.method()));
            }
        }
        return missing;
    }

    private static Set<String> claimed(Resource resource) {
        Set<String> names = new LinkedHashSet<>(resource.methods().keySet());
        names.addAll(resource.actions().keySet());
        resource.variants()
                .ifPresent(
                        variants ->
                                variants.byWord()
                                        .values()
                                        .forEach(variant -> names.addAll(claimed(variant))));
        if (resource.write().isPresent()) {
            names.addAll(CELLS);
        }
        return names;
    }

    /** Every object of the provider is a case of {@code crm/custom}. */
    static String path(String resource) {
        int custom = resource.indexOf("/" + Resource.CUSTOM + "/");
        return custom < 0 ? resource : resource.substring(0, custom + 1) + Resource.CUSTOM;
    }

    private static String line(String resource, String method) {
        return resource + " " + method;
    }
}
