package dev.tributary;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings as text, each with the place it comes from: defaults, then the operator's file, then
 * the environment. Problems are collected, not thrown. For one thread.
 */
final class Settings {
    static final String DEFAULTS = "default.yaml";
    private static final String PREFIX = "TRIBUTARY_";

    /** Read by the launcher and by the tools, not by the server. */
    private static final Set<String> LAUNCHER =
            Set.of(
                    "TRIBUTARY_JAVA_HOME",
                    "TRIBUTARY_JAVA_OPTS",
                    "TRIBUTARY_SERVER_COMMAND",
                    "TRIBUTARY_CONFIG",
                    "TRIBUTARY_API_KEY",
                    "TRIBUTARY_PROVIDER_TOKEN");

    /** A value and where it stands: {@code tributary.yaml:12}, {@code TRIBUTARY_HTTP_PORT}. */
    record Setting(String text, String origin) {}

    private final Map<String, Setting> byKey = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    static Settings read(Optional<Path> file, Map<String, String> environment) {
        Settings settings = new Settings();
        settings.byKey.putAll(settings.parse(DEFAULTS, defaults()));
        file.ifPresent(settings::layFile);
        settings.layEnvironment(environment);
        return settings;
    }

    Setting get(String key) {
        Setting setting = byKey.get(key);
        if (setting == null) {
            throw new IllegalStateException(DEFAULTS + " lacks the key " + key);
        }
        return setting;
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    void problem(String origin, String what) {
        problems.add(origin + ": " + what);
    }

    List<String> problems() {
        return problems;
    }

    private static String defaults() {
        try (InputStream in = Settings.class.getResourceAsStream("/" + DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void layFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            problem(file.toString(), "cannot be read: " + e);
            return;
        }
        parse(file.toString(), text).forEach(this::lay);
    }

    private void lay(String key, Setting setting) {
        if (byKey.containsKey(key)) {
            byKey.put(key, setting);
        } else {
            problem(setting.origin, "there is no setting '%s'".formatted(key));
        }
    }

    private void layEnvironment(Map<String, String> environment) {
        Map<String, String> byVariable = new LinkedHashMap<>();
        byKey.keySet().forEach(key -> byVariable.put(variable(key), key));
        if (environment.containsKey("DATABASE_URL")) {
            byKey.put("database.url", new Setting(environment.get("DATABASE_URL"), "DATABASE_URL"));
        }
        environment.forEach(
                (name, value) -> {
                    String key = byVariable.get(name);
                    if (key != null) {
                        byKey.put(key, new Setting(value, name));
                    } else if (isMeantForUs(name)) {
                        problem(name, "there is no such setting; see " + DEFAULTS);
                    }
                });
    }

    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    // Kubernetes gives TRIBUTARY_SERVICE_HOST, TRIBUTARY_PORT_8080_TCP and their like to the pods
    // beside a service called tributary.
    private static boolean isMeantForUs(String name) {
        return name.startsWith(PREFIX)
                && !LAUNCHER.contains(name)
                && !name.startsWith(PREFIX + "SERVICE_")
                && !name.startsWith(PREFIX + "PORT");
    }

    private Map<String, Setting> parse(String origin, String yaml) {
        Map<String, Setting> found = new LinkedHashMap<>();
        LoadSettings load =
                LoadSettings.builder()
                        .setLabel(origin)
                        .setCodePointLimit(1 << 20)
                        .setAllowDuplicateKeys(false)
                        .build();
        try {
            new Compose(load)
                    .composeString(yaml)
                    .ifPresent(root -> flatten(origin, "", root, found));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            problem(origin + line, String.valueOf(e.getProblem()));
        }
        return found;
    }

    private void flatten(String origin, String path, Node node, Map<String, Setting> found) {
        String line =
                origin + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
        if (node instanceof ScalarNode scalar && !path.isEmpty()) {
            if (found.put(path, new Setting(scalar.getValue(), line)) != null) {
                problem(line, "'%s' is set twice".formatted(path));
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    String below = path.isEmpty() ? key.getValue() : path + '.' + key.getValue();
                    flatten(origin, below, entry.getValueNode(), found);
                }
            }
        } else {
            problem(
                    line,
                    "expected %s".formatted(path.isEmpty() ? "keys and values" : "one value"));
        }
    }
}
