package dev.tributary.sandbox.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the demo's server is told through its environment. */
record ServerSettings(DemoOptions options, Path folder, String adminKey) {

    URI address() {
        return URI.create("http://127.0.0.1:" + options.ports().server());
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TRIBUTARY_HTTP_PORT", Integer.toString(options.ports().server()));
        environment.put("TRIBUTARY_HTTP_PUBLIC_URL", address().toString());
        environment.put("TRIBUTARY_ADMIN_KEY", adminKey);
        environment.put("TRIBUTARY_DATA_DIR", folder.toString());
        // The demo plays months in seconds, all with one key.
        environment.put("TRIBUTARY_HTTP_REQUESTS_PER_MINUTE", "0");
        // The emulators listen on loopback, which a server on the internet must never call.
        environment.put("TRIBUTARY_CALL_ALLOW_PRIVATE_NETWORKS", "true");
        options.databaseUrl().ifPresent(url -> environment.put("DATABASE_URL", url));
        return environment;
    }
}
