package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.HeldClock;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An emulator with an app that has been let into its org, and a client that holds a token. */
final class LetIn implements AutoCloseable {
    static final String REDIRECT = "http://127.0.0.1:9/callback";
    static final String DATA = "/services/data/v60.0";

    final HeldClock clock = new HeldClock();
    final SalesforceEmulator emulator =
            SalesforceEmulator.start(Options.defaults().withClock(clock));
    final App app = emulator.apps().create(Set.of(REDIRECT), App.ALL_SCOPES);
    final Org org = emulator.org();

    Map<String, String> wish(String... scopes) {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("response_type", "code");
        wish.put("client_id", app.clientId());
        wish.put("redirect_uri", REDIRECT);
        wish.put("state", "s&t=1");
        if (scopes.length > 0) {
            wish.put("scope", String.join(" ", scopes));
        }
        return wish;
    }

    String code(Map<String, String> wish) {
        return anonymous().form("/services/oauth2/authorize", wish).code();
    }

    Wire.Answer token(String grantType, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("grant_type", grantType);
        form.putIfAbsent("client_id", app.clientId());
        form.putIfAbsent("client_secret", app.clientSecret());
        return anonymous().form("/services/oauth2/token", form);
    }

    Wire.Answer exchange(String code) {
        return token("authorization_code", Map.of("code", code, "redirect_uri", REDIRECT));
    }

    Wire anonymous() {
        return Wire.to(emulator.address());
    }

    Wire client() {
        return anonymous().as((String) exchange(code(wish())).json().get("access_token") + "");
    }

    Wire.Answer query(Wire client, String statement) {
        return client.get(DATA + "/query?" + Wire.encode(Map.of("q", statement)));
    }

    /** One column of a query's rows, as text. */
    List<String> column(Wire client, String statement, Object... path) {
        Wire.Answer answer = query(client, statement);
        List<String> values = new ArrayList<>();
        for (Object row : Json.asList(answer.at("records")).orElseThrow()) {
            @Nullable Object at = row;
            for (Object step : path) {
                at = Json.asObject(at).orElse(Map.of()).get(step.toString());
            }
            values.add(String.valueOf(at));
        }
        return values;
    }

    SObject opportunity(String name, Object... more) {
        Map<String, @Nullable Object> values =
                Json.of("Name", name, "StageName", "Prospecting", "CloseDate", "2026-03-31");
        values.putAll(Json.of(more));
        return emulator.org().create("Opportunity", values);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
