package dev.tributary.tool;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which methods are claimed, and which are shown by a fixture. */
final class Coverage {
    private static final List<String> CELLS = List.of("find", "read", "send", "confirm");

    private Coverage() {}

    /**
     * Methods that no fixture shows, such as {@code crm/contacts get}. What resources inherit
     * unchanged is the same method: one fixture shows it for all of them, but each resource's own
     * mapping must be read by one.
     */
    static SortedSet<String> missing(Connector connector, List<Fixture> fixtures) {
        SortedSet<String> missing = new TreeSet<>();
        for (Resource resource : connector.resources().values()) {
            claims(resource).forEach(claim -> missing.add(line(resource.path(), claim.name())));
        }
        missing.removeAll(shown(connector, fixtures));
        return missing;
    }

    /** Methods that a fixture shows, of these or of another resource that inherits the same. */
    static SortedSet<String> shown(Connector connector, List<Fixture> fixtures) {
        Set<String> shown = new HashSet<>();
        Set<String> read = new HashSet<>();
        for (Fixture fixture : fixtures) {
            if (fixture.subject() instanceof Fixture.Call call) {
                shown.add(line(path(call.resource()), call.method()));
                read.add(path(call.resource()));
            }
        }
        Set<Object> proven = new HashSet<>();
        for (Resource resource : connector.resources().values()) {
            claims(resource)
                    .forEach(
                            claim -> {
                                if (shown.contains(line(resource.path(), claim.name()))) {
                                    proven.add(claim.what());
                                }
                            });
        }
        SortedSet<String> known = new TreeSet<>();
        for (Resource resource : connector.resources().values()) {
            for (Claim claim : claims(resource)) {
                String line = line(resource.path(), claim.name());
                boolean seen = shown.contains(line) || proven.contains(claim.what());
                if (seen && read.contains(resource.path())) {
                    known.add(line);
                }
            }
        }
        return known;
    }

    /** What a resource says it can do; equal things are done in the same way. */
    private record Claim(String name, Object what) {}

    private static List<Claim> claims(Resource resource) {
        List<Claim> claims = new ArrayList<>();
        boolean whole = resource.variants().isEmpty();
        if (whole) {
            resource.methods().forEach((name, method) -> claims.add(new Claim(name, method)));
            resource.bulk().forEach((name, job) -> claims.add(new Claim(name, job)));
        }
        resource.actions().forEach((name, action) -> claims.add(new Claim(name, action)));
        resource.variants()
                .ifPresent(
                        variants ->
                                variants.byWord()
                                        .values()
                                        .forEach(variant -> claims.addAll(claims(variant))));
        resource.write()
                .ifPresent(
                        write ->
                                CELLS.forEach(
                                        name -> claims.add(new Claim(name, List.of(name, write)))));
        return claims;
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
