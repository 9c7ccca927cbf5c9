package dev.tributary.tool;

import dev.tributary.connector.Connector;
import dev.tributary.document.Problem;
import dev.tributary.model.Models;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Says everything that is wrong with a connector, with file and line. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with a connector, with file and line.")
final class CheckConnector implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Places places = new Places();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|FOLDER",
            description = "the connector; left out: all of yours")
    private @Nullable String named;

    @Override
    public Integer call() {
        PrintWriter out = Console.out(spec);
        Models models = places.models();
        boolean wrong = false;
        for (Path folder : places.folders(named)) {
            Loaded loaded = Loaded.from(folder, models);
            loaded.problems().forEach(problem -> out.println(Places.line(folder, problem)));
            loaded.remarks()
                    .forEach(
                            remark ->
                                    out.println(
                                            Places.line(
                                                    folder,
                                                    new Problem(
                                                            remark.origin(),
                                                            "warning: " + remark.message()))));
            out.println(summary(loaded));
            wrong |= !loaded.problems().isEmpty();
        }
        out.flush();
        return wrong ? 1 : 0;
    }

    private static String summary(Loaded loaded) {
        Connector connector = loaded.connector();
        String what =
                connector == null
                        ? ""
                        : "%s, %s, %s; "
                                .formatted(
                                        Console.count(connector.resources().size(), "resource"),
                                        Console.count(
                                                connector.resources().values().stream()
                                                        .mapToInt(one -> one.methods().size())
                                                        .sum(),
                                                "method"),
                                        Console.count(loaded.fixtures().size(), "fixture"));
        return "%s: %s%s, %s"
                .formatted(
                        Places.name(loaded.folder()),
                        what,
                        Console.count(loaded.problems().size(), "problem"),
                        Console.count(loaded.remarks().size(), "warning"));
    }
}
