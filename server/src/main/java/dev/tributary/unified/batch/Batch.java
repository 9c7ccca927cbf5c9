package dev.tributary.unified.batch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A batch as it is sent.
 *
 * @param integratedAccountId of each request that names none in its query
 */
record Batch(@Nullable String integratedAccountId, List<Item> requests) {
    /**
     * One request: {@code method} and {@code path} as they are called alone, or {@code call}. In a
     * request that depends on others a text that starts with {@code =} is JSONata over their
     * answers by id; it may stand in {@code query}, {@code body} and the call's {@code id}.
     */
    record Item(
            String id,
            @Nullable String method,
            @Nullable String path,
            @Nullable Call call,
            @Nullable Map<String, Object> query,
            @Nullable Object body,
            @Nullable List<String> dependsOn) {
        List<String> dependencies() {
            return dependsOn == null ? List.of() : dependsOn;
        }
    }

    /**
     * A method of a resource by name.
     *
     * @param object the provider's name of it, for the resource {@code custom}
     * @param id of the record, where the method is about one
     */
    record Call(
            String model,
            String resource,
            String method,
            @Nullable String object,
            @Nullable String id) {}

    /**
     * @param depth requests in the longest chain of dependencies
     * @param parallel requests under way at a time
     * @param time until the batch is answered, whatever is still under way
     */
    record Limits(int requests, int depth, int parallel, Duration time) {
        static final Limits STANDARD = new Limits(20, 10, 5, Duration.ofSeconds(60));

        /** How long a request waits for a provider's budget, so that it is still answered. */
        Duration patience() {
            return time.multipliedBy(9).dividedBy(10);
        }
    }
}
