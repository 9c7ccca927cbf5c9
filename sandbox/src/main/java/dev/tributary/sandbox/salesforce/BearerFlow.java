package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Grants;
import dev.tributary.sandbox.Reply;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tokens for signed assertions: who they are for, who signed them, and until when. */
final class BearerFlow {
    private static final Duration LIFE_MAX = Duration.ofMinutes(3);
    private static final Set<String> LOGIN_HOSTS =
            Set.of("https://login.salesforce.com", "https://test.salesforce.com");

    private final Apps apps;
    private final Orgs orgs;
    private final Grants grants;
    private final Dials<SalesforceDial> dials;
    private final Clock clock;
    private final TokenAnswers answers;

    BearerFlow(
            Apps apps,
            Orgs orgs,
            Grants grants,
            Dials<SalesforceDial> dials,
            Clock clock,
            TokenAnswers answers) {
        this.apps = apps;
        this.orgs = orgs;
        this.grants = grants;
        this.dials = dials;
        this.clock = clock;
        this.answers = answers;
    }

    Reply token(String text) {
        Optional<Assertion> parsed = Assertion.parse(text);
        if (parsed.isEmpty()) {
            return TokenAnswers.refuse("invalid_grant", "invalid assertion");
        }
        Assertion assertion = parsed.get();
        Optional<App> app = assertion.text("iss").flatMap(apps::find);
        if (app.isEmpty()) {
            return TokenAnswers.refuse("invalid_client_id", "client identifier invalid");
        }
        if (!assertion.signedWithAny(app.get().keys())) {
            return TokenAnswers.refuse("invalid_grant", "invalid assertion");
        }
        if (!assertion.text("aud").map(audiences()::contains).orElse(false)) {
            return TokenAnswers.refuse("invalid_grant", "Audience validation failed");
        }
        long now = clock.instant().getEpochSecond();
        long expires = assertion.seconds("exp").orElse(0L);
        if (expires <= now || expires > now + LIFE_MAX.toSeconds()) {
            return TokenAnswers.refuse(
                    "invalid_grant", "assertion expired or valid for more than 3 minutes");
        }
        return forUser(app.get(), assertion.text("sub").flatMap(orgs::login));
    }

    private Set<String> audiences() {
        Set<String> known = new HashSet<>(LOGIN_HOSTS);
        orgs.all().forEach(org -> known.add(org.address().toString()));
        return known;
    }

    private Reply forUser(App app, Optional<Orgs.Login> login) {
        boolean approved =
                login.isPresent()
                        && (app.preauthorized()
                                || grants.tenants(app.clientId()).contains(login.get().org().id()));
        if (login.isEmpty() || !approved) {
            return TokenAnswers.refuse("invalid_grant", "user hasn't approved this consumer");
        }
        Grants.Grant grant =
                grants.consent(
                        app.clientId(),
                        login.get().org().id(),
                        login.get().user().id(),
                        app.scopes());
        Duration life = Duration.ofSeconds(dials.get(SalesforceDial.TOKEN_LIFE_SECONDS));
        return answers.brief(grants.system(grant, life));
    }
}
