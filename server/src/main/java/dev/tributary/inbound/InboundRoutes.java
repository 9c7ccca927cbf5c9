package dev.tributary.inbound;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Ids;
import dev.tributary.connector.Webhooks;
import dev.tributary.event.InboundEvent;
import dev.tributary.event.Inbox;
import dev.tributary.event.Stats;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Content;
import dev.tributary.http.spec.Schema;
import dev.tributary.ops.Metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The two doors for webhooks. The signature is the caller's authentication. The answer is 200 when
 * the event is durable; everything that may pass is 503, which providers send again.
 */
public final class InboundRoutes implements Routes {
    private static final int RETRY_AFTER_SECONDS = 2;
    private static final Reply ACCEPTED = Reply.ok(Map.of("accepted", true));
    private static final Schema TAKEN = Schema.object().with("accepted", Schema.flag());
    private static final String SIGNED =
            "The provider's signature is the key. 200 says that the event is on disk.";

    private final Door.Finder doors;
    private final Inbox inbox;
    private final Stats stats;
    private final Metrics metrics;
    private final Ids ids;
    private final Clock clock;
    private final Settings settings;

    /**
     * @param publicUrl how providers call us, without a slash at the end
     */
    public record Settings(String publicUrl, int bodyBytesMax) {
        private static final int BODY_BYTES_MAX = 1 << 20;

        public static Settings of(String publicUrl) {
            return new Settings(publicUrl, BODY_BYTES_MAX);
        }

        public Settings {
            if (publicUrl.endsWith("/") || bodyBytesMax < 1) {
                throw new IllegalArgumentException("a public URL without slash and a body limit");
            }
        }
    }

    InboundRoutes(
            Door.Finder doors,
            Inbox inbox,
            Stats stats,
            Metrics metrics,
            Ids ids,
            Clock clock,
            Settings settings) {
        this.doors = doors;
        this.inbox = inbox;
        this.stats = stats;
        this.metrics = metrics;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Chapter chapter() {
        return new Chapter("Webhooks in", "The doors that providers knock at.");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/webhooks/accounts/{account}",
                                Access.OPEN,
                                ask -> answer(ask, () -> doors.ofAccount(ask.variable("account"))))
                        .says("Take a provider's webhook for one integrated account", SIGNED)
                        .takes(Content.raw())
                        .answers(200, TAKEN),
                Route.post(
                                "/webhooks/environments/{environment}/{provider}",
                                Access.OPEN,
                                ask ->
                                        answer(
                                                ask,
                                                () ->
                                                        doors.ofEnvironment(
                                                                ask.variable("environment"),
                                                                ask.variable("provider"))))
                        .says("Take a provider's webhook for an environment", SIGNED)
                        .takes(Content.raw())
                        .answers(200, TAKEN));
    }

    private Reply answer(Ask ask, Supplier<Door> find) {
        try {
            accept(ask, find.get());
            return ACCEPTED;
        } catch (Failure failure) {
            metrics.count("webhooks_refused", "code", failure.code().text());
            boolean passing = failure.code() == Code.OVERLOADED || failure.code() == Code.NOT_READY;
            throw passing ? failure.with("retry_after", RETRY_AFTER_SECONDS) : failure;
        }
    }

    private void accept(Ask ask, Door door) {
        byte[] body = ask.body(settings.bodyBytesMax());
        Instant now = clock.instant();
        verify(ask, door, body, now);
        int items;
        try {
            items = CountItems.in(body);
        } catch (Failure malformed) {
            stats.note(door.environmentId(), "malformed_webhooks");
            throw malformed;
        }
        inbox.append(
                new InboundEvent(
                        ids.next("in"),
                        door.environmentId(),
                        door.provider(),
                        door.integratedAccountId(),
                        now,
                        items,
                        body));
        metrics.count("webhooks_accepted", "provider", door.provider());
    }

    private void verify(Ask ask, Door door, byte[] body, Instant now) {
        String query = ask.rawQuery().isEmpty() ? "" : "?" + ask.rawQuery();
        var signed =
                new VerifyHmac.Signed(
                        ask.method(),
                        settings.publicUrl() + ask.path() + query,
                        ask.headers(),
                        body);
        try {
            switch (door.webhooks().verify()) {
                case Webhooks.Hmac hmac -> VerifyHmac.check(hmac, door.secret(), signed, now);
            }
        } catch (Failure bad) {
            stats.note(door.environmentId(), "rejected_signatures");
            throw bad;
        }
    }
}
