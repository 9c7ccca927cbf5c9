package dev.tributary.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Every {@link Hostile} expression ends with the code of the limit it runs into, wherever it is
 * evaluated, and nobody else notices. Steps are counted: the clock has no part in it.
 */
class HostileTest {
    private static final Limits LIMITS =
            new Limits(3_000_000, 1_000, 300_000, 3_000_000, 5_000_000, Duration.ofMinutes(10));
    private static final int SMALL_STACK = 256 * 1024;
    private static final String HEAP = "-Xmx128m";

    @Test
    void each_ends_with_the_code_of_its_limit() {
        assertThat(unexpected()).isEmpty();
    }

    @Test
    void each_ends_with_a_code_on_a_virtual_thread() throws Exception {
        List<String> unexpected = Collections.synchronizedList(new ArrayList<>());
        Thread.ofVirtual().start(() -> unexpected.addAll(unexpected())).join();
        assertThat(unexpected).isEmpty();
    }

    @Test
    void each_ends_with_a_code_on_a_small_stack_and_its_neighbours_do_not_notice()
            throws Exception {
        List<String> unexpected = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean over = new AtomicBoolean();
        Thread neighbour = Thread.ofVirtual().start(() -> mapUntil(over, unexpected));
        Thread small =
                new Thread(null, () -> unexpected.addAll(unexpected()), "small", SMALL_STACK);
        small.start();
        small.join();
        over.set(true);
        neighbour.join();
        assertThat(unexpected).isEmpty();
    }

    @Test
    void none_fills_a_small_heap_or_breaks_a_class_that_is_first_needed_deep_down()
            throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process process =
                new ProcessBuilder(
                                java,
                                HEAP,
                                "-Xss256k",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostileTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output.strip()).isEqualTo("[]");
    }

    /**
     * Prints what ended in another way than it must; for a JVM that has but a small heap and a
     * small stack.
     */
    public static void main(String[] arguments) {
        System.out.println(unexpected());
    }

    private static List<String> unexpected() {
        List<String> unexpected = new ArrayList<>();
        Hostile.EXPRESSIONS.forEach(
                (expression, codes) -> {
                    String end = end(expression);
                    if (!List.of(codes.split("\\|")).contains(end))
                        unexpected.add(end + " instead of " + codes + ": " + shortened(expression));
                });
        return unexpected;
    }

    private static String end(String expression) {
        try {
            Options options = Options.defaults().withLimits(LIMITS);
            Object result = Jsonata.compile(expression, options).evaluate(Map.of("a", 1));
            return "a result of " + result.getClass().getSimpleName();
        } catch (JsonataException e) {
            return e.code();
        } catch (RuntimeException | Error e) {
            return e + " at " + List.of(e.getStackTrace()).stream().limit(5).toList();
        }
    }

    private static String shortened(String expression) {
        return expression.substring(0, Math.min(150, expression.length()));
    }

    private static void mapUntil(AtomicBoolean over, List<String> unexpected) {
        Expression mapping =
                Jsonata.compile("{'n': a + 1, 'm': $map([1..20], function($v) { $v * $$.a })[4]}");
        for (long a = 1; !over.get(); a++) {
            Object result = mapping.evaluate(Map.of("a", a));
            if (!Map.of("n", a + 1, "m", a * 5).equals(result))
                unexpected.add("neighbour: " + result);
        }
    }
}
