package dev.tributary;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the configuration: the defaults, a file over them, the environment over both. All problems
 * are found first and then thrown together.
 */
public final class LoadConfig {
    private static final String DEFAULTS = "/default.yaml";
    private static final String PREFIX = "TRIBUTARY_";
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final int PORT_MAX = 65_535;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LoadConfig() {}

    /**
     * @throws Failure {@code invalid_request} listing every problem
     */
    public static Config from(@Nullable Path file, Map<String, String> environment) {
        LoadConfig load = new LoadConfig();
        load.readDefaults();
        if (file != null) {
            load.readFile(file);
        }
        load.readEnvironment(environment);
        Config config = load.config();
        if (!load.problems.isEmpty()) {
            throw new Failure(
                    Code.INVALID_REQUEST,
                    "the configuration has %d problem(s):%n  %s"
                            .formatted(
                                    load.problems.size(), String.join("\n  ", load.problems)));
        }
        return config;
    }

    private void readDefaults() {
        try (InputStream in = LoadConfig.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS + " is not on the class path");
            }
            flatten("", parse(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)))
                    .forEach(values::put);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readFile(Path file) {
        try {
            flatten("", parse(Files.readString(file)))
                    .forEach((key, value) -> set(key, value, file.toString()));
        } catch (IOException e) {
            problems.add(file + " cannot be read");
        } catch (YamlEngineException e) {
            problems.add(file + ": " + e.getMessage());
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, String> keys = new LinkedHashMap<>();
        values.keySet()
                .forEach(key -> keys.put(PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_'), key));
        String url = environment.get("DATABASE_URL");
        if (url != null && !url.isBlank()) {
            values.put("database.url", url);
        }
        environment.forEach(
                (name, value) -> {
                    if (keys.containsKey(name)) {
                        values.put(keys.get(name), value);
                    }
                });
    }

    private void set(String key, String value, String where) {
        if (values.containsKey(key)) {
            values.put(key, value);
        } else {
            problems.add("%s: there is no key '%s'".formatted(where, key));
        }
    }

    private Config config() {
        Path data = Path.of(text("data_dir"));
        Config.Http http =
                new Config.Http(
                        text("http.host"),
                        number("http.port", 0, PORT_MAX),
                        publicUrl(),
                        number("http.body_bytes_max", 1024, 1 << 28));
        Config.Database database =
                new Config.Database(
                        optional("database.url"),
                        text("database.user"),
                        optional("database.password").map(Secret::new),
                        number("database.connections", 4, 1000),
                        duration("database.connect_timeout"),
                        duration("database.statement_timeout"),
                        new Config.Embedded(
                                data.resolve("postgres"),
                                number("database.embedded_port", 0, PORT_MAX),
                                flag("database.embedded_fsync")));
        return new Config(
                data,
                optional("admin_key").map(Secret::new),
                http,
                database,
                optional("vault.keyset").map(Secret::new),
                new Config.Connectors(
                        optional("connectors.folder").map(Path::of),
                        optional("connectors.models_folder").map(Path::of)),
                flag("call.allow_private_networks"));
    }

    private String publicUrl() {
        String url = text("http.public_url");
        if (url.isEmpty()) {
            return "http://%s:%s".formatted(text("http.host"), text("http.port"));
        }
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        problems.add("http.public_url is '%s'; write http(s)://host[:port]".formatted(url));
        return url;
    }

    private String text(String key) {
        return values.getOrDefault(key, "");
    }

    private Optional<String> optional(String key) {
        return Optional.of(text(key)).filter(value -> !value.isBlank());
    }

    private int number(String key, int min, int max) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, with the bounds
        }
        problems.add("%s is '%s'; it must be %d to %d".formatted(key, text(key), min, max));
        return min;
    }

    private boolean flag(String key) {
        String value = text(key);
        if (!value.equals("true") && !value.equals("false")) {
            problems.add("%s is '%s'; it must be true or false".formatted(key, value));
        }
        return value.equals("true");
    }

    private Duration duration(String key) {
        Matcher matcher = DURATION.matcher(text(key));
        if (!matcher.matches()) {
            problems.add("%s is '%s'; write 250ms, 10s, 5m or 1h".formatted(key, text(key)));
            return Duration.ofSeconds(1);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static Object parse(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return tree == null ? Map.of() : tree;
    }

    private static Map<String, String> flatten(String prefix, Object tree) {
        Map<String, String> flat = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) ->
                            flat.putAll(
                                    flatten(
                                            prefix.isEmpty() ? key.toString() : prefix + "." + key,
                                            value == null ? "" : value)));
        } else {
            flat.put(prefix, tree.toString());
        }
        return flat;
    }
}
