package dev.tributary.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The official conformance cases, one test each. In CI the folder must be there; elsewhere it may
 * be missing.
 */
class SuiteTest {
    private static final Object ABSENT = new Object();
    private final Map<String, Object> datasets = new HashMap<>();

    @TestFactory
    Stream<DynamicContainer> conforms_to_the_reference() throws IOException {
        Path suite = folder();
        if (!Files.isDirectory(suite)) {
            String missing = "no conformance cases at " + suite.toAbsolutePath();
            if ("true".equals(System.getenv("CI"))) fail(missing);
            abort(missing);
        }
        List<Path> groups;
        try (Stream<Path> files = Files.list(suite.resolve("groups"))) {
            groups = files.sorted().toList();
        }
        return groups.stream().map(group -> container(suite, group));
    }

    static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolveSibling("shared").resolve("jsonata-suite");
            if (Files.isDirectory(candidate)) return candidate;
        }
        return Path.of("../../shared/jsonata-suite");
    }

    private DynamicContainer container(Path suite, Path group) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Object item : (List<?>) read(group)) {
            Map<?, ?> test = (Map<?, ?>) item;
            tests.add(
                    DynamicTest.dynamicTest(
                            String.valueOf(test.get("case")), () -> run(suite, test)));
        }
        return DynamicContainer.dynamicContainer(group.getFileName().toString(), tests);
    }

    private static Object read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(Path suite, Map<?, ?> test) {
        Object expected = test.containsKey("result") ? test.get("result") : ABSENT;
        String text = (String) test.get("expr");
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> bindings = (Map<String, Object>) test.get("bindings");
            Object result =
                    Jsonata.compile(text, Options.defaults().withLimits(limits(test)))
                            .evaluate(input(suite, test), bindings == null ? Map.of() : bindings);
            if (error(test).get("code") != null)
                fail("expected " + error(test) + " but got " + result + " from " + text);
            if (test.containsKey("undefinedResult")) expected = Jsonata.UNDEFINED;
            assertThat(Json.same(expected, result))
                    .as("%s%n is %s%n not %s", text, result, expected)
                    .isTrue();
        } catch (JsonataException e) {
            assertThat(e.code())
                    .as("%s of %s", e.getMessage(), text)
                    .isEqualTo(error(test).get("code"));
            if (error(test).get("token") != null)
                assertThat(e.token()).as(text).isEqualTo(error(test).get("token"));
        }
    }

    private static Map<?, ?> error(Map<?, ?> test) {
        return test.get("error") instanceof Map<?, ?> error ? error : test;
    }

    private static Limits limits(Map<?, ?> test) {
        Limits limits = Limits.DEFAULT.withSteps(500_000_000).withWallTime(Duration.ofSeconds(30));
        limits = limits.withOutputNodes(50_000_000);
        if (test.get("timelimit") instanceof Number millis) {
            limits = limits.withWallTime(Duration.ofMillis(millis.longValue()));
        }
        return test.get("depth") instanceof Number depth
                ? limits.withDepth(depth.intValue())
                : limits;
    }

    private Object input(Path suite, Map<?, ?> test) {
        if (test.containsKey("data")) return test.get("data");
        Object name = test.get("dataset");
        if (name == null) return Jsonata.UNDEFINED;
        return datasets.computeIfAbsent(
                (String) name, n -> read(suite.resolve("datasets").resolve(n + ".json")));
    }
}
