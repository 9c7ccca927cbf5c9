package dev.tributary;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings into {@link Config}; finds every problem before it complains. */
public final class LoadConfig {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(KiB|MiB)?");
    private static final int PER_MINUTE_MAX = 10_000_000;
    private static final int PAGES_MAX = 10_000_000;
    private static final int PORT_MAX = 65_535;

    private final Settings settings;

    private LoadConfig(Settings settings) {
        this.settings = settings;
    }

    /**
     * The defaults, then the file, then the environment.
     *
     * @throws Failure {@code invalid_request} with one line for each problem, naming its place
     */
    public static Config from(@Nullable Path file, Map<String, String> environment) {
        Settings settings = Settings.read(Optional.ofNullable(file), environment);
        Config config = new LoadConfig(settings).config();
        if (!settings.problems().isEmpty()) {
            throw new Failure(
                    Code.INVALID_REQUEST, String.join(System.lineSeparator(), settings.problems()));
        }
        return config;
    }

    private Config config() {
        Path dataDir = Path.of(text("data_dir"));
        return new Config(
                dataDir,
                secret("admin_key"),
                http(),
                database(dataDir),
                secret("keyset"),
                new Config.Connectors(
                        folder("connectors.folder"),
                        folder("connectors.models_folder"),
                        new LoadLimits(settings).limits()),
                new Config.Call(
                        isOn("call.allow_private_networks"),
                        number("call.pages_max", 1, PAGES_MAX)),
                new Config.Proxy(
                        text("proxy.port").isEmpty()
                                ? OptionalInt.empty()
                                : OptionalInt.of(number("proxy.port", 0, PORT_MAX)),
                        bytes("proxy.body_bytes_max"),
                        bytes("proxy.answer_bytes_max")),
                new Config.Bulk(duration("bulk.records_kept")),
                new Config.Log(level("log.level")));
    }

    private Config.Http http() {
        int port = number("http.port", 0, PORT_MAX);
        String url = text("http.public_url");
        if (url.isEmpty()) {
            url = "http://%s:%d".formatted(text("http.host"), port);
        } else if (!isWeb(url)) {
            wrong("http.public_url", "must be an http or https URL");
        }
        return new Config.Http(
                text("http.host"),
                port,
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                bytes("http.body_bytes_max"),
                number("http.requests_per_minute", 0, PER_MINUTE_MAX),
                origins("http.browser_origins"));
    }

    private Config.Database database(Path dataDir) {
        return new Config.Database(
                secret("database.url"),
                text("database.user"),
                secret("database.password"),
                number("database.connections", 1, 1000),
                duration("database.connect_timeout"),
                duration("database.statement_timeout"),
                new Config.Embedded(
                        dataDir.resolve("postgres"),
                        number("database.embedded_port", 0, PORT_MAX),
                        isOn("database.embedded_fsync")));
    }

    private List<String> origins(String key) {
        List<String> origins =
                Arrays.stream(text(key).split(",", -1))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .toList();
        for (String origin : origins) {
            if (!isWeb(origin) || !origin.matches("https?://[^/?#@]+")) {
                wrong(key, "must be origins such as https://app.example, with commas between them");
                break;
            }
        }
        return origins;
    }

    private String text(String key) {
        return settings.get(key).text().strip();
    }

    private void wrong(String key, String must) {
        settings.problem(
                settings.get(key).origin(), "%s is '%s'; it %s".formatted(key, text(key), must));
    }

    private Optional<Secret> secret(String key) {
        return text(key).isEmpty() ? Optional.empty() : Optional.of(new Secret(text(key)));
    }

    private Optional<Path> folder(String key) {
        if (text(key).isEmpty()) {
            return Optional.empty();
        }
        Path folder = Path.of(text(key));
        if (!Files.isDirectory(folder)) {
            wrong(key, "must be a folder that exists");
        }
        return Optional.of(folder);
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
        wrong(key, "must be a whole number from %d to %d".formatted(min, max));
        return min;
    }

    private boolean isOn(String key) {
        return switch (text(key).toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default -> {
                wrong(key, "must be on or off");
                yield false;
            }
        };
    }

    private Duration duration(String key) {
        Matcher matcher = DURATION.matcher(text(key));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            wrong(key, "must be a duration such as 250ms, 10s, 5m or 24h");
            return Duration.ZERO;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private int bytes(String key) {
        Matcher matcher = SIZE.matcher(text(key));
        if (matcher.matches()) {
            String unit = String.valueOf(matcher.group(2));
            long factor = unit.equals("MiB") ? 1 << 20 : unit.equals("KiB") ? 1 << 10 : 1;
            long size = Long.parseLong(matcher.group(1)) * factor;
            if (size > 0 && size <= 1 << 30) {
                return (int) size;
            }
        }
        wrong(key, "must be a size such as 512KiB or 16MiB, at most 1024MiB");
        return 1;
    }

    private System.Logger.Level level(String key) {
        return switch (text(key).toLowerCase(Locale.ROOT)) {
            case "error" -> System.Logger.Level.ERROR;
            case "warning" -> System.Logger.Level.WARNING;
            case "info" -> System.Logger.Level.INFO;
            case "debug" -> System.Logger.Level.DEBUG;
            default -> {
                wrong(key, "must be error, warning, info or debug");
                yield System.Logger.Level.INFO;
            }
        };
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = String.valueOf(uri.getScheme());
            return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
