package dev.tributary.db;

import dev.tributary.Config;
import dev.tributary.Failure;
import dev.tributary.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Where the database is and who logs in; read from the two common spellings of such an address. */
record JdbcUrl(String url, String user, @Nullable Secret password) {

    /**
     * Reads {@code jdbc:postgresql://host/db?…} or {@code postgres://user:password@host:port/db?…}.
     * User and password in the address win over those of the configuration.
     */
    static JdbcUrl parse(String text, Config.Database config) {
        Secret configured = config.password().orElse(null);
        if (text.startsWith("jdbc:postgresql:")) {
            return new JdbcUrl(text, config.user(), configured);
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw Failure.invalid("the database URL cannot be read: %s", e.getReason());
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("postgres") && !scheme.equals("postgresql")) {
            throw Failure.invalid(
                    "the database URL must start with postgres:// or jdbc:postgresql://, not %s:",
                    scheme);
        }
        String authority = String.valueOf(uri.getRawAuthority());
        String hosts = authority.substring(authority.lastIndexOf('@') + 1);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String url = "jdbc:postgresql://" + hosts + path + query;
        if (hosts.length() == authority.length()) {
            return new JdbcUrl(url, config.user(), configured);
        }
        String[] login = authority.substring(0, authority.lastIndexOf('@')).split(":", 2);
        String password = login.length == 2 ? decode(login[1]) : "";
        return new JdbcUrl(
                url, decode(login[0]), password.isEmpty() ? configured : new Secret(password));
    }

    @Nullable String plainPassword() {
        return password == null ? null : password.value();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
