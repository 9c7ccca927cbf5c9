package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.budget.Lane;
import dev.tributary.call.Many;
import dev.tributary.call.Target;
import dev.tributary.call.Trace;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Method;
import dev.tributary.http.Reply;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Runs a method on a bench. Those that the unified API has go by way of it; {@code discover}, batch
 * reads, bulk jobs and the steps of a compare-and-set are asked of the engine itself.
 */
final class CallMethod {
    static final String DISCOVER = "discover";
    private static final String BULK_READ = "bulk_read";
    private static final String BULK_WRITE = "bulk_write";
    private static final String CURSOR = "next_cursor";
    private static final String REMOTE = "include_remote_data";

    private CallMethod() {}

    /** The answer as it is; of a list one page. */
    static Object once(Workbench bench, Fixture.Call call) {
        return isOurs(call) ? engine(bench, call) : tree(bench.ask(request(call)));
    }

    /**
     * The answer as fixtures have it: without the provider's records, unless they are asked for,
     * and of a list the records alone.
     *
     * @param more whether a list shall go on after a page
     */
    static Object whole(Workbench bench, Fixture.Call call, BooleanSupplier more) {
        if (isOurs(call)) {
            return engine(bench, call);
        }
        UnifiedRequest request = request(call);
        if (!request.arguments().containsKey(REMOTE)) {
            request = request.with(REMOTE, false);
        }
        Object answer = tree(bench.ask(request));
        if (!request.lists() || !(answer instanceof Map<?, ?> page)) {
            return BriefErrors.in(answer);
        }
        List<@Nullable Object> records = new ArrayList<>(items(page));
        while (page.get(CURSOR) != null && more.getAsBoolean()) {
            request = request.with(CURSOR, String.valueOf(page.get(CURSOR)));
            page = (Map<?, ?>) tree(bench.ask(request));
            records.addAll(items(page));
        }
        return records;
    }

    private static boolean isOurs(Fixture.Call call) {
        return switch (call.method()) {
            case DISCOVER,
                    BULK_READ,
                    BULK_WRITE,
                    Method.BATCH_GET,
                    "find",
                    "read",
                    "send",
                    "confirm" ->
                    true;
            default -> false;
        };
    }

    private static Object engine(Workbench bench, Fixture.Call call) {
        Target target = bench.target(call.resource());
        return switch (call.method()) {
            case DISCOVER ->
                    bench.calls().fields(target, new Trace(Lane.INTERACTIVE)).stream()
                            .map(DescribedField::tree)
                            .toList();
            case Method.BATCH_GET -> many(bench, target, call);
            case BULK_READ -> new PlayBulk(bench.calls(), target).read(call);
            case BULK_WRITE -> new PlayBulk(bench.calls(), target).write(call);
            default -> new PlayCells(bench.calls().compareAndSet(), target).play(call);
        };
    }

    private static UnifiedRequest request(Fixture.Call call) {
        return new UnifiedRequest(call.resource(), call.method(), call.arguments());
    }

    private static Object many(Workbench bench, Target target, Fixture.Call call) {
        List<String> ids = new ArrayList<>();
        if (call.arguments().get("ids") instanceof List<?> list) {
            list.forEach(id -> ids.add(String.valueOf(id)));
        }
        Many many = bench.calls().getMany(target, ids, Lane.INTERACTIVE);
        for (Failure failed : many.failed().values()) {
            throw failed;
        }
        return ids.stream()
                .flatMap(id -> Stream.ofNullable(many.found().get(id)))
                .map(found -> plain(found.data()))
                .toList();
    }

    private static List<?> items(Map<?, ?> page) {
        return page.get("result") instanceof List<?> list ? list : List.of();
    }

    private static Object tree(Reply reply) {
        return reply.bytes().length == 0 ? Map.of() : Json.read(reply.bytes(), Object.class);
    }

    private static Object plain(Object value) {
        return Json.read(Json.bytes(value), Object.class);
    }
}
