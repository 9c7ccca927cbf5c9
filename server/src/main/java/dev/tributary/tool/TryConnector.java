package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Fixture;
import dev.tributary.http.HttpReply;
import dev.tributary.http.PooledHttp;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Calls a live account through the engine and prints the unified answer. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Calls a live account through the engine and prints the unified answer as JSON.",
            "Arguments are name=value as in the unified API's query string:",
            "  try acme crm/contacts list limit=2 updated_at[gte]=2024-01-01 sort=-updated_at",
            "  try acme crm/contacts get id=17",
            "  try acme crm/contacts update id=17 body='{\"title\": \"CTO\"}'    (or body=@file)",
            "  try acme crm/contacts discover"
        })
final class TryConnector implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Places places = new Places();
    @Mixin private LiveAccount live = new LiveAccount();
    @Mixin private RunningServer server = new RunningServer();

    @Parameters(index = "0", paramLabel = "NAME|FOLDER", description = "the connector")
    private String named = "";

    @Parameters(index = "1", paramLabel = "RESOURCE", description = "such as crm/contacts")
    private String resource = "";

    @Parameters(index = "2", paramLabel = "METHOD", description = "such as list, get or discover")
    private String method = "";

    @Parameters(index = "3..*", paramLabel = "NAME=VALUE", description = "its arguments")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--show-requests",
            description = "what goes to the provider and comes back, without credentials")
    private boolean show;

    @Override
    public Integer call() {
        var asked = new Fixture.Call(resource, method, Arguments.of(arguments));
        if (server.isMeant()) {
            if (show) {
                throw Failure.invalid(
                        "what a server sends upstream is not seen from here: leave out --server, or"
                                + " --show-requests");
            }
            return overServer(asked);
        }
        Connector connector = live.connector(places.folder(named), places);
        var http =
                new WatchedHttp(
                        new PooledHttp(true), live.secrets(), show ? Console.err(spec) : null);
        Workbench bench = live.bench(connector, http);
        try {
            print(Json.bytes(CallMethod.once(bench, asked)));
            return 0;
        } catch (Failure failure) {
            Console.err(spec).println(SayFailure.text(failure));
            Console.err(spec).flush();
            return 1;
        }
    }

    private int overServer(Fixture.Call asked) {
        HttpReply reply =
                server.ask(new UnifiedRequest(asked.resource(), asked.method(), asked.arguments()));
        print(reply.body());
        return reply.status() < 400 ? 0 : 1;
    }

    private void print(byte[] json) {
        if (json.length > 0) {
            Console.out(spec)
                    .println(
                            Json.mapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(Json.read(json, Object.class)));
        }
        Console.out(spec).flush();
    }
}
