package dev.tributary;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which package may know which, as docs/ARCHITECTURE.md draws it. */
final class Arrows {
    private static final Pattern OURS =
            Pattern.compile("dev\\.tributary((?:\\.[a-z]\\w*)*)\\.(\\w+).*");

    /** What every package of the server stands on. */
    private static final Set<String> GROUND = Set.of("", "db", "http", "job");

    /** The one part of operations that features reach: they count, and they say who did what. */
    private static final Set<String> OPS_FOR_ALL = Set.of("Metrics", "AuditLog");

    /** Only the main program knows these. */
    private static final Set<String> ROOT_ONLY =
            Set.of("App", "Main", "LoadConfig", "LoadLimits", "Settings", "Logs");

    private static final Map<String, Set<String>> SERVER =
            Map.ofEntries(
                    Map.entry("budget", Set.of()),
                    Map.entry("catalog", Set.of()),
                    Map.entry("integration", Set.of("catalog")),
                    Map.entry("call", Set.of("integration", "budget")),
                    Map.entry("connect", Set.of("call", "integration", "budget")),
                    Map.entry("event", Set.of("call", "integration", "budget")),
                    Map.entry("inbound", Set.of("event", "integration")),
                    Map.entry("delivery", Set.of("event")),
                    Map.entry("bulk", Set.of("call", "integration", "budget")),
                    Map.entry("override", Set.of("call", "integration", "catalog", "budget")),
                    Map.entry("sync", Set.of("event", "call", "integration", "budget")),
                    Map.entry(
                            "unified", Set.of("call", "sync", "integration", "catalog", "budget")),
                    Map.entry("commission", Set.of("event")),
                    Map.entry("payroll", Set.of("commission", "call", "integration", "budget")));

    /** These look at every feature, and no feature looks at them. */
    private static final Set<String> ONLOOKERS = Set.of("console", "mcp", "ops", "tool");

    private static final Map<String, Set<String>> CORE =
            Map.of(
                    "document", Set.of(),
                    "model", Set.of("document", "jsonata"),
                    "mapping", Set.of("model", "jsonata"),
                    "dialect", Set.of(),
                    "csv", Set.of(),
                    "xml", Set.of(),
                    "connector", Set.of("mapping", "model", "document", "dialect", "xml"),
                    "plan", Set.of("mapping"));

    private static final Set<String> CORE_PACKAGES = CORE.keySet();
    private static final List<String> GLUE = List.of("db", "http", "job");

    private Arrows() {}

    /** Whether code of a package may use a type, given by its full name. */
    static boolean allows(String module, String from, String type) {
        Matcher matcher = OURS.matcher(type);
        if (!matcher.matches()) {
            return true;
        }
        String to = feature(matcher.group(1));
        String name = matcher.group(2);
        if (to.equals(from)) {
            return true;
        }
        return switch (module) {
            case "jsonata" -> false;
            case "core" -> CORE.getOrDefault(from, Set.of()).contains(to);
            default -> serverAllows(from, to, name);
        };
    }

    private static boolean serverAllows(String from, String to, String name) {
        if (from.isEmpty()) {
            return true;
        }
        if (to.isEmpty()) {
            return !ROOT_ONLY.contains(name);
        }
        if (to.equals("ops") && OPS_FOR_ALL.contains(name)) {
            return !from.equals("db") && !from.equals("job");
        }
        if (GLUE.contains(from)) {
            return false;
        }
        if (CORE_PACKAGES.contains(to) || GROUND.contains(to)) {
            return true;
        }
        return ONLOOKERS.contains(from) || SERVER.getOrDefault(from, Set.of()).contains(to);
    }

    /** Whether somebody has drawn this package at all. */
    static boolean know(String module, String feature) {
        return switch (module) {
            case "jsonata" -> feature.equals("jsonata");
            case "core" -> CORE.containsKey(feature);
            default ->
                    GROUND.contains(feature)
                            || ONLOOKERS.contains(feature)
                            || SERVER.containsKey(feature);
        };
    }

    /** {@code dev.tributary.call.x} is of the feature call; our root package has the empty name. */
    static String feature(String below) {
        String plain = below.startsWith(".") ? below.substring(1) : below;
        int dot = plain.indexOf('.');
        return dot < 0 ? plain : plain.substring(0, dot);
    }
}
