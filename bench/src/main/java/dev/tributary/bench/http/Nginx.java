package dev.tributary.bench.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * nginx twice: the provider that everybody calls, at once or after 50 ms (below {@code /slow}), and
 * a reverse proxy before it as the best that a proxy can do. One worker each. Debian: {@code
 * nginx-light libnginx-mod-http-echo}.
 */
final class Nginx {
    private static final Path ECHO = Path.of("/usr/lib/nginx/modules/ngx_http_echo_module.so");

    private Nginx() {}

    static Running upstream(Path folder, int port) throws IOException {
        Files.write(folder.resolve("contacts.json"), Contacts.page());
        Files.write(folder.resolve("properties.json"), Contacts.properties());
        String token =
                "{\"access_token\":\"a token\",\"refresh_token\":\"another\",\"expires_in\":86400,"
                        + "\"token_type\":\"bearer\",\"hub_id\":12345}";
        return start(
                folder,
                "upstream",
                port,
                """
                open_file_cache max=10;
                default_type application/json;
                server {
                  listen 127.0.0.1:%d;
                  location /crm/v3/objects/contacts { alias %s/contacts.json; }
                  location /crm/v3/properties/contacts { alias %s/properties.json; }
                  location /slow/crm/v3/objects/contacts {
                    echo_sleep 0.05;
                    echo_exec /crm/v3/objects/contacts;
                  }
                  location /slow/crm/v3/properties/contacts { alias %s/properties.json; }
                  location /oauth/v3/token { return 200 '%s'; }
                }
                """
                        .formatted(port, folder, folder, folder, token));
    }

    static Running proxy(Path folder, int port, int upstream) throws IOException {
        return start(
                folder,
                "proxy",
                port,
                """
                upstream provider { server 127.0.0.1:%d; keepalive 128; keepalive_requests 1000000; }
                proxy_buffers 32 8k;
                server {
                  listen 127.0.0.1:%d;
                  location / {
                    proxy_pass http://provider;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Authorization "Bearer a-token";
                  }
                }
                """
                        .formatted(upstream, port));
    }

    private static Running start(Path folder, String name, int port, String servers)
            throws IOException {
        if (!Files.exists(ECHO)) {
            throw new IllegalStateException(
                    "nginx with its echo module is missing: apt-get install nginx-light"
                            + " libnginx-mod-http-echo wrk");
        }
        // Of the one who runs the benchmark, root or not: the folder is nobody else's.
        String user = System.getProperty("user.name");
        Path conf = folder.resolve(name + ".conf");
        Files.writeString(
                conf,
                """
                load_module %s;
                %s
                daemon off;
                worker_processes 1;
                pid %s/%s.pid;
                error_log %s/%s.error.log;
                events { worker_connections 4096; }
                http {
                access_log off;
                keepalive_requests 100000000;
                keepalive_timeout 300s;
                client_body_temp_path %s/%s.body;
                proxy_temp_path %s/%s.temp;
                tcp_nodelay on;
                %s
                }
                """
                        .formatted(
                                ECHO,
                                user.equals("root") ? "user root;" : "",
                                folder,
                                name,
                                folder,
                                name,
                                folder,
                                name,
                                folder,
                                name,
                                servers));
        return Running.start(
                List.of("/usr/sbin/nginx", "-c", conf.toString()),
                Map.of(),
                port,
                folder.resolve(name + ".log"));
    }
}
