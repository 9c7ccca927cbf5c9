package dev.tributary.tool;

import dev.tributary.BundledFolder;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Fixture;
import dev.tributary.document.Suggest;
import dev.tributary.model.Models;
import dev.tributary.model.ResourceModel;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** Makes the folder of a connector that passes its check and its test. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Makes a connector's folder with one resource and one fixture.")
final class NewConnector implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,40}");
    private static final List<String> SCHEMAS =
            List.of("connector.schema.json", "resource.schema.json");

    @Spec private @Nullable CommandSpec spec;
    @Mixin private Places places = new Places();

    @Parameters(paramLabel = "NAME", description = "the connector's name: a-z, 0-9, _ and -")
    private String name = "";

    @Option(
            names = "--auth",
            defaultValue = "oauth2",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Scaffold.Auth auth = Scaffold.Auth.oauth2;

    @Option(
            names = "--paging",
            defaultValue = "cursor",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Scaffold.Paging paging = Scaffold.Paging.cursor;

    @Option(names = "--base", paramLabel = "URL", description = "the provider's base URL")
    private @Nullable String base;

    @Option(
            names = "--resource",
            defaultValue = "crm/contacts",
            description = "its first resource (default: ${DEFAULT-VALUE})")
    private String resource = "crm/contacts";

    @Override
    public Integer call() throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw Failure.invalid("'%s' is no connector's name: use a-z, 0-9, _ and -", name);
        }
        Models models = places.models();
        ResourceModel model = models.byPath().get(resource);
        if (model == null) {
            throw Failure.invalid(
                    "there is no unified resource '%s'%s; there are %s",
                    resource,
                    Suggest.among(models.byPath().keySet(), resource),
                    String.join(", ", models.byPath().keySet()));
        }
        Path folder = places.own().resolve(name);
        if (Files.exists(folder)) {
            throw Failure.invalid("%s is there already", folder);
        }
        String url = base == null ? "https://api." + name.replace('_', '-') + ".example" : base;
        write(folder, model, models, new Scaffold(name, url, auth, paging, model));
        PrintWriter out = Console.out(spec);
        out.println("made " + folder);
        out.println("next: tributary connector check " + name);
        out.println("      tributary connector test " + name);
        out.flush();
        return 0;
    }

    private void write(Path folder, ResourceModel model, Models models, Scaffold scaffold)
            throws IOException {
        Files.createDirectories(folder.resolve(model.model()));
        Files.createDirectories(folder.resolve("fixtures"));
        Files.writeString(folder.resolve(Places.MAIN), scaffold.connector());
        Files.writeString(folder.resolve(model.path() + ".yaml"), scaffold.resource());
        for (String schema : SCHEMAS) {
            Path file = places.own().resolve(schema);
            Path builtIn = BundledFolder.open("connectors").resolve(schema);
            if (!Files.exists(file) && Files.exists(builtIn)) {
                Files.copy(builtIn, file);
            }
        }
        Connector connector = Connectors.of(List.of(folder), models).compile(name);
        Fixture fixture =
                Rehearse.run(
                        connector,
                        "two pages, the second one empty",
                        new Fixture.Call(model.path(), "list", Map.of("limit", 1)),
                        Map.of(),
                        List.of(),
                        scaffold.pages());
        Files.writeString(
                folder.resolve("fixtures/" + model.name() + ".list.yaml"),
                Scaffold.ABOUT_FIXTURES + FixtureText.of(fixture));
    }
}
