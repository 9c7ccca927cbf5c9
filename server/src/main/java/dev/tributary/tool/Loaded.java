package dev.tributary.tool;

import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Fixtures;
import dev.tributary.document.Origin;
import dev.tributary.document.Problem;
import dev.tributary.document.Problems;
import dev.tributary.document.Report;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A connector's folder, read as far as it can be.
 *
 * @param connector null: something is wrong with it
 * @param versions the connector in each version of the provider's API that it names
 * @param remarks what is not wrong, but should be looked at
 */
record Loaded(
        Path folder,
        @Nullable Connector connector,
        Map<String, Connector> versions,
        List<Fixture> fixtures,
        List<Problem> problems,
        List<Problem> remarks) {

    static Loaded from(Path folder, Models models) {
        Path named = folder.toAbsolutePath().normalize();
        Path read = folder.getNameCount() == named.getNameCount() ? folder : named;
        String name = Places.name(folder);
        List<Problem> problems = new ArrayList<>();
        List<Problem> remarks = new ArrayList<>();
        Connector connector = null;
        Map<String, Connector> versions = new TreeMap<>();
        try {
            Connectors connectors = Connectors.of(List.of(read), models);
            connector = connectors.compile(name);
            for (String version : connectors.versions(name).names()) {
                versions.put(version, connectors.compile(name, version, List.of()));
            }
            remarks.addAll(connectors.remarks(name));
        } catch (Problems found) {
            problems.addAll(found.all());
        }
        Report report = new Report();
        List<Fixture> fixtures = Fixtures.load(read, report);
        if (connector != null) {
            unknown(connector, versions, fixtures, report);
            SortedSet<String> missing = Coverage.missing(connector, fixtures);
            missing.forEach(
                    method ->
                            remarks.add(
                                    new Problem(
                                            Origin.line(file(name, method), 1),
                                            "no fixture shows "
                                                    + method.substring(method.indexOf(' ') + 1))));
        }
        try {
            report.throwIfAny();
        } catch (Problems found) {
            problems.addAll(found.all());
        }
        return new Loaded(folder, connector, versions, fixtures, problems, remarks);
    }

    private static String file(String name, String method) {
        return name + "/" + method.substring(0, method.indexOf(' ')) + ".yaml";
    }

    /** In the version that a fixture is about. */
    @Nullable Connector connector(Fixture fixture) {
        return fixture.version() == null ? connector : versions.get(fixture.version());
    }

    private static void unknown(
            Connector usual,
            Map<String, Connector> versions,
            List<Fixture> fixtures,
            Report report) {
        for (Fixture fixture : fixtures) {
            String version = fixture.version();
            Connector connector = version == null ? usual : versions.get(version);
            if (version != null && connector == null) {
                report.add(
                        Origin.line(fixture.document(), 1),
                        "the connector has no version '%s'; it has %s",
                        version,
                        versions.isEmpty() ? "none" : String.join(", ", versions.keySet()));
            } else if (connector != null
                    && fixture.subject() instanceof Fixture.Call call
                    && !connector.resources().containsKey(Coverage.path(call.resource()))) {
                report.add(
                        Origin.line(fixture.document(), 1),
                        "the connector has no resource '%s'; it has %s",
                        call.resource(),
                        String.join(", ", connector.resources().keySet()));
            }
        }
    }
}
