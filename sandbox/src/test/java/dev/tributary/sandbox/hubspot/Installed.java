package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.HeldClock;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Options;
import dev.tributary.sandbox.Wire;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An emulator with an app installed into its portal, and a client that holds a token. */
final class Installed implements AutoCloseable {
    static final String REDIRECT = "http://127.0.0.1:9/callback";

    final HeldClock clock = new HeldClock();
    final HubSpotEmulator emulator = HubSpotEmulator.start(Options.defaults().withClock(clock));
    final App app = emulator.apps().create(Set.of(REDIRECT), App.ALL_SCOPES);

    Map<String, String> wish(Set<String> scopes) {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("client_id", app.clientId());
        wish.put("redirect_uri", REDIRECT);
        wish.put("scope", String.join(" ", scopes));
        wish.put("state", "s&t=1");
        return wish;
    }

    String code(Set<String> scopes) {
        return anonymous().form("/oauth/authorize", wish(scopes)).code();
    }

    private Wire.Answer token(String grantType, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("grant_type", grantType);
        form.put("client_id", app.clientId());
        form.put("client_secret", app.clientSecret());
        return anonymous().form("/oauth/v3/token", form);
    }

    Wire.Answer exchange(String code) {
        return token("authorization_code", Map.of("code", code, "redirect_uri", REDIRECT));
    }

    Wire.Answer refresh(String refreshToken) {
        return token("refresh_token", Map.of("refresh_token", refreshToken));
    }

    Wire anonymous() {
        return Wire.to(emulator.address());
    }

    Wire client(String... scopes) {
        Set<String> asked = scopes.length == 0 ? App.ALL_SCOPES : Set.of(scopes);
        return anonymous().as((String) exchange(code(asked)).json().get("access_token") + "");
    }

    CrmRecord deal(String name) {
        return emulator.crm()
                .createDeal(Map.of("dealname", name, "dealstage", "appointmentscheduled"));
    }

    /** The body that makes a record which is associated with another from the start. */
    static Map<String, @Nullable Object> associated(int type, String to, String... pairs) {
        Map<String, @Nullable Object> body = properties(pairs);
        body.put(
                "associations",
                List.of(Map.of("to", Map.of("id", to), "types", List.of(type(type)))));
        return body;
    }

    static Map<String, Object> type(int id) {
        return Map.of("associationCategory", "HUBSPOT_DEFINED", "associationTypeId", id);
    }

    static Map<String, Object> inputs(Object... inputs) {
        return Map.of("inputs", List.of(inputs));
    }

    String contact(String email) {
        return emulator.crm().createContact(Map.of("email", email)).id() + "";
    }

    static Map<String, @Nullable Object> properties(String... pairs) {
        return Json.of("properties", Json.of((Object[]) pairs));
    }

    @Override
    public void close() {
        emulator.close();
    }
}
