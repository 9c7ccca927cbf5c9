package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.HeldClock;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An emulator with an app, a personal token and generous limits, and the ways to use them. */
final class LetIn implements AutoCloseable {
    static final String REDIRECT = "http://127.0.0.1:9/callback";

    final HeldClock clock = new HeldClock();
    final PipedriveEmulator emulator = PipedriveEmulator.start(Options.defaults().withClock(clock));
    final App app = emulator.apps().create(Set.of(REDIRECT), App.ALL_SCOPES);

    LetIn() {
        emulator.dials().set(PipedriveDial.TOKEN_BURST_LIMIT, 100_000);
        emulator.dials().set(PipedriveDial.OAUTH_BURST_LIMIT, 100_000);
        emulator.dials().set(PipedriveDial.SEARCH_LIMIT, 100_000);
        emulator.dials().set(PipedriveDial.DAILY_TOKENS_PER_SEAT, 10_000_000);
    }

    Wire anonymous() {
        return Wire.to(emulator.address());
    }

    /** The administrator's personal token, at the common host. */
    Wire client() {
        Company company = emulator.company();
        return anonymous()
                .with("x-api-token", emulator.tokens().create(company, company.adminId()));
    }

    Wire.Answer approve(App wishing, Map<String, String> more) {
        Map<String, String> wish = new HashMap<>(more);
        wish.put("client_id", wishing.clientId());
        wish.put("redirect_uri", REDIRECT);
        wish.put("state", "s&t=1");
        return anonymous().form("/oauth/authorize", wish);
    }

    Wire.Answer exchange(App wishing, String code) {
        return anonymous()
                .with("Authorization", basic(wishing.clientId(), wishing.clientSecret()))
                .form(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "redirect_uri",
                                REDIRECT,
                                "code",
                                code));
    }

    Wire.Answer refresh(String refreshToken) {
        return anonymous()
                .with("Authorization", basic(app.clientId(), app.clientSecret()))
                .form(
                        "/oauth/token",
                        Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** An app's token with these scopes only, at the common host. */
    Wire appWith(String... scopes) {
        App limited = emulator.apps().create(Set.of(REDIRECT), Set.of(scopes));
        return anonymous()
                .as(exchange(limited, approve(limited, Map.of()).code()).at("access_token") + "");
    }

    static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    long person(String name) {
        return emulator.items().create(ItemType.PERSON, Map.of("name", name)).number();
    }

    long deal(String title) {
        return emulator.items().create(ItemType.DEAL, Map.of("title", title)).number();
    }

    /** The ids on a page of a list. */
    static List<Object> ids(Wire.Answer page) {
        return Json.asList(page.at("data")).orElseThrow().stream()
                .map(one -> Json.asObject(one).orElseThrow().get("id"))
                .map(Object.class::cast)
                .toList();
    }

    static Map<String, @Nullable Object> body(@Nullable Object... pairs) {
        return Json.of(pairs);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
