package dev.tributary.connect;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;
import dev.tributary.Within;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Handler;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Schema;
import dev.tributary.integration.AcceptSecret;
import dev.tributary.integration.BeginConnecting;
import dev.tributary.integration.FinishConnecting;
import dev.tributary.integration.Integration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * The two pages of connecting: what will be asked for, and how it went. Who holds the link may use
 * it; only the browser that began may finish.
 */
public final class ConnectRoutes implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectRoutes.class);
    private static final String COOKIE = "trb_connect";

    private final BeginConnecting begin;
    private final FinishConnecting finish;
    private final AcceptSecret accept;
    private final RunAfterSteps after;
    private final boolean secure;
    private final Pages pages = new Pages();

    /**
     * @param publicUrl how browsers reach us; with https the cookie never leaves it
     */
    public ConnectRoutes(Integration integration, RunAfterSteps after, String publicUrl) {
        this.begin = integration.beginConnecting();
        this.finish = integration.finishConnecting();
        this.accept = integration.acceptSecret();
        this.after = after;
        this.secure = publicUrl.startsWith("https:");
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Connect pages", "What a customer's browser sees.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/connect/callback", Access.OPEN, ask -> told(ask, this::callback))
                        .says(
                                "Where a provider sends the customer back",
                                "Only the browser that began may finish. A page or, with the link's"
                                        + " redirect_uri, a redirect.")
                        .needs("state", "as we gave it to the provider", Schema.text())
                        .query("code", "what the provider grants", Schema.text())
                        .query("error", "why it does not", Schema.text())
                        .query("error_description", "the same for people", Schema.text())
                        .answers(200, Content.PAGE)
                        .answers(303),
                Route.get("/connect/{token}", Access.OPEN, ask -> told(ask, this::offer))
                        .says("The page that a customer connects on", "For browsers.")
                        .answers(200, Content.PAGE),
                Route.post("/connect/{token}", Access.OPEN, ask -> told(ask, this::post))
                        .says(
                                "Begin to connect, or hand over a key",
                                "Sends the browser to the provider, or takes what was typed.")
                        .takes(
                                new Content(
                                        "application/x-www-form-urlencoded",
                                        Schema.map(Schema.text())))
                        .answers(200, Content.PAGE)
                        .answers(303));
    }

    private Reply offer(Ask ask) {
        return pages.offer(begin.offer(token(ask)), ask.path());
    }

    private Reply post(Ask ask) {
        return begin.offer(token(ask)).consent() ? begin(ask) : typed(ask);
    }

    private Reply typed(Ask ask) {
        return finished(ask, accept.accept(token(ask), Forms.fields(ask)));
    }

    private Reply begin(Ask ask) {
        var begun = begin.begin(token(ask), Forms.fields(ask));
        String cookie =
                "%s=%s; Path=/connect/callback; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                        .formatted(
                                COOKIE,
                                begun.browser().value(),
                                BeginConnecting.AT_PROVIDER_MAX.toSeconds(),
                                secure ? "; Secure" : "");
        return Pages.guarded(
                Reply.seeOther(begun.authorize().toString()).with("set-cookie", cookie));
    }

    private Reply callback(Ask ask) {
        String cookie = Forms.cookie(ask, COOKIE);
        return finished(
                ask,
                finish.exchange(
                        new FinishConnecting.Return(
                                secret(ask.required("state")),
                                cookie.isEmpty() ? null : new Secret(cookie),
                                ask.parameter("code").map(ConnectRoutes::secret).orElse(null),
                                ask.parameter("error").orElse(null),
                                ask.parameter("error_description").orElse(null))));
    }

    private Reply finished(Ask ask, FinishConnecting.Connected connected) {
        return Within.environment(connected.account().environmentId())
                .call(() -> activated(ask, connected));
    }

    private Reply activated(Ask ask, FinishConnecting.Connected connected) {
        try {
            finish.activate(
                    connected,
                    after.run(connected.account().by(connected.scheme()), connected.connector()),
                    ask.id());
        } catch (RuntimeException e) {
            throw finish.undone(connected, asFailure(e));
        }
        String redirectUri = connected.redirectUri();
        return redirectUri == null
                ? pages.connected(connected.connector().title())
                : Pages.guarded(Reply.seeOther(withId(redirectUri, connected.account().id())));
    }

    /** Whatever goes wrong, the customer gets a page. */
    private Reply told(Ask ask, Handler handler) {
        try {
            return handler.handle(ask);
        } catch (Failure failure) {
            LOG.info("{} connecting: {}", ask.id(), failure.getMessage());
            return pages.failed(failure);
        } catch (RuntimeException e) {
            LOG.error("{} connecting failed", ask.id(), e);
            return pages.failed(
                    new Failure(
                            Code.INTERNAL,
                            "something went wrong here; our log knows it as " + ask.id()));
        }
    }

    private static Failure asFailure(RuntimeException e) {
        return e instanceof Failure failure
                ? failure
                : new Failure(Code.MAPPING_FAILED, String.valueOf(e.getMessage()), e);
    }

    private static Secret token(Ask ask) {
        return new Secret(ask.variable("token"));
    }

    private static Secret secret(String text) {
        if (text.isEmpty()) {
            throw Failure.invalid("a parameter that must not be empty is empty");
        }
        return new Secret(text);
    }

    private static String withId(String redirectUri, String accountId) {
        return redirectUri
                + (redirectUri.contains("?") ? "&" : "?")
                + "integrated_account_id="
                + accountId;
    }
}
