package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/SECURITY.md} claims what tests hold: they are there. */
class SecurityPageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void every_test_that_it_names_exists() throws IOException {
        Map<String, String> tests =
                Source.of("jsonata/src/test", "core/src/test", "server/src/test").stream()
                        .collect(
                                Collectors.toMap(
                                        source -> source.path().getFileName().toString(),
                                        Source::text,
                                        String::concat));
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(Source.ROOT.resolve("docs/SECURITY.md")));
        int count = 0;
        while (named.find()) {
            count++;
            String text = tests.getOrDefault(named.group(1) + ".java", "");
            String method = named.group(2);
            if (text.isEmpty() || (method != null && !text.contains("void " + method + "("))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(25);
    }
}
