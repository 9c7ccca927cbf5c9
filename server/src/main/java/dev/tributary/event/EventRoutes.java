package dev.tributary.event;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pull feed of record events, and how the way to it is doing. */
final class EventRoutes implements Routes {
    private static final Access EVENTS = Access.scope("events");
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;
    private static final Pattern WAIT = Pattern.compile("(\\d{1,5})(ms|s)?");
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final Schema WAITED = Schema.text().example("20s");
    private static final Schema LAG =
            Schema.object()
                    .with("inbox", Schema.whole())
                    .with("hints", Schema.whole())
                    .maybe("commission", Schema.whole())
                    .maybe("sync", Schema.whole())
                    .with("oldest_seconds", Schema.whole())
                    .with("parked", Schema.whole())
                    .with("zero", Schema.flag());

    private final Database db;
    private final RecordLog log;
    private final Lag lag;
    private final Stats stats;

    private record Feed(List<RecordEvent> result, long nextAfter, long latest) {}

    EventRoutes(Database db, RecordLog log, Lag lag, Stats stats) {
        this.db = db;
        this.log = log;
        this.lag = lag;
        this.stats = stats;
    }

    @Override
    public Chapter chapter() {
        return Events.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/events", EVENTS, this::events)
                        .says(
                                "Read record events",
                                "In the order of their numbers, which have no gaps: who has read n"
                                        + " has seen everything below n.")
                        .query("after", "the last sequence you have read", Schema.whole())
                        .query("limit", "how many at most", Schema.whole(1, LIMIT_MAX))
                        .query("wait", "how long to wait for the first, to 30s", WAITED)
                        .answers(
                                200,
                                Schema.object()
                                        .with("result", Schema.list(Schema.shown(Shown.class)))
                                        .with("next_after", Schema.whole())
                                        .with("latest", Schema.whole())),
                Route.get("/lag", EVENTS, ask -> Reply.ok(lag.of(ask.environmentId())))
                        .says(
                                "What is accepted and not yet through",
                                "By stage; zero when nothing is under way.")
                        .answers(200, LAG),
                Route.get("/stats", EVENTS, ask -> Reply.ok(stats.all(ask.environmentId())))
                        .says("Counts by name")
                        .answers(200, Schema.map(Schema.whole())));
    }

    private Reply events(Ask ask) {
        long after = after(ask);
        int limit = ask.number("limit", LIMIT_DEFAULT, 1, LIMIT_MAX);
        Duration wait = wait(ask.parameter("wait").orElse("0"));
        String environment = ask.environmentId();
        if (!wait.isZero()) {
            try {
                log.await(db, environment, after, wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Code.NOT_READY, "the server is stopping", e);
            }
        }
        Feed feed =
                db.snapshot(
                        handle -> {
                            List<RecordEvent> events = log.after(handle, environment, after, limit);
                            long next = events.isEmpty() ? after : events.getLast().sequence();
                            return new Feed(events, next, log.latest(handle, environment));
                        });
        return Reply.ok(
                Map.of(
                        "result", feed.result.stream().map(EventRoutes::shown).toList(),
                        "next_after", feed.nextAfter,
                        "latest", feed.latest));
    }

    private static Shown shown(RecordEvent event) {
        return new Shown(
                event.sequence(),
                event.id(),
                event.type(),
                event.integratedAccountId(),
                event.model(),
                event.resource(),
                event.recordId(),
                event.version(),
                event.data(),
                event.occurredAt(),
                event.recordedAt(),
                event.via(),
                event.causes());
    }

    private static long after(Ask ask) {
        String text = ask.parameter("after").orElse("0");
        try {
            long after = Long.parseLong(text);
            if (after >= 0) {
                return after;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw Failure.invalid("after is '%s'; it must be a sequence number, 0 or more", text);
    }

    private static Duration wait(String text) {
        Matcher matcher = WAIT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration wait =
                    "ms".equals(matcher.group(2))
                            ? Duration.ofMillis(number)
                            : Duration.ofSeconds(number);
            if (wait.compareTo(WAIT_MAX) <= 0) {
                return wait;
            }
        }
        throw Failure.invalid("wait is '%s'; it must be 0s to %ds", text, WAIT_MAX.toSeconds());
    }

    private record Shown(
            long sequence,
            String id,
            String type,
            String integratedAccountId,
            String model,
            String resource,
            String recordId,
            long version,
            Map<String, ?> data,
            java.time.Instant occurredAt,
            java.time.Instant recordedAt,
            String via,
            List<String> causes) {}
}
