package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.TreeSet;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the token endpoint says. It never says how long a token lives. */
final class TokenAnswers {
    private final Orgs orgs;
    private final URI host;

    /**
     * @param host under which identity addresses are given
     */
    TokenAnswers(Orgs orgs, URI host) {
        this.orgs = orgs;
        this.host = host;
    }

    /**
     * @param showRefresh whether the refresh token, if the scopes have one, is said too
     */
    Reply full(App app, Grants.Tokens tokens, boolean showRefresh) {
        Grants.Grant grant = tokens.grant();
        String issuedAt = Long.toString(tokens.created().toEpochMilli());
        Json.Fields body = bare(tokens);
        body.and("issued_at", issuedAt)
                .and("signature", sign(app.clientSecret(), identity(grant) + issuedAt));
        boolean mayRefresh =
                grant.scopes().contains("refresh_token") || grant.scopes().contains("full");
        if (showRefresh && mayRefresh && !tokens.refresh().isEmpty()) {
            body.and("refresh_token", tokens.refresh());
        }
        return Reply.json(200, body).with("Cache-Control", "no-store");
    }

    /** The shorter answer to a signed assertion. */
    Reply brief(Grants.Tokens tokens) {
        return Reply.json(200, bare(tokens)).with("Cache-Control", "no-store");
    }

    private Json.Fields bare(Grants.Tokens tokens) {
        Grants.Grant grant = tokens.grant();
        Org org = orgs.find(grant.tenant()).orElseThrow();
        return Json.of("access_token", Session.token(org, tokens.access()))
                .and("scope", String.join(" ", new TreeSet<>(grant.scopes())))
                .and("instance_url", org.address().toString())
                .and("id", identity(grant))
                .and("token_type", "Bearer");
    }

    private String identity(Grants.Grant grant) {
        return host + "/id/" + grant.tenant() + "/" + grant.user();
    }

    static Reply refuse(String error, String why) {
        return Reply.json(400, Json.of("error", error).and("error_description", why))
                .with("Cache-Control", "no-store");
    }

    private static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
