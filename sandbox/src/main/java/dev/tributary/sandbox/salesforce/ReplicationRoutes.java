package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Reply;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was changed and what was deleted between two moments. */
final class ReplicationRoutes {
    private final Gate gate;

    ReplicationRoutes(Gate gate) {
        this.gate = gate;
    }

    void add() {
        gate.add("GET", "/sobjects/{object}/updated", ReplicationRoutes::updated)
                .add("GET", "/sobjects/{object}/deleted", ReplicationRoutes::deleted);
    }

    private record Window(Instant start, Instant end, Instant covered) {
        boolean has(Instant at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }

    /** Seconds do not count, and nothing is looked at beyond the last whole minute. */
    private static Window window(Call call) {
        Instant now = call.org().clock().instant();
        Instant start = moment(call, "start").truncatedTo(ChronoUnit.MINUTES);
        Instant end = moment(call, "end").truncatedTo(ChronoUnit.MINUTES);
        long days = call.org().dials().get(SalesforceDial.REPLICATION_DAYS);
        if (start.isBefore(now.minus(Duration.ofDays(days)))) {
            throw refuse("startDate cannot be more than %d days ago".formatted(days));
        }
        if (!end.isAfter(start)) {
            throw refuse("endDate must be at least one minute greater than startDate");
        }
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        return new Window(start, end, end.isAfter(minute) ? minute : end);
    }

    private static Instant moment(Call call, String parameter) {
        String text =
                call.request()
                        .query(parameter)
                        .orElseThrow(
                                () ->
                                        new SalesforceProblem(
                                                400,
                                                "INVALID_REPLICATION_DATE",
                                                parameter + " is required"));
        try {
            // An unencoded + of an offset arrives as a space.
            return Values.moment(text.replace(' ', '+'));
        } catch (DateTimeException malformed) {
            throw refuse("%s is no date and time: %s".formatted(parameter, text));
        }
    }

    private static SalesforceProblem refuse(String why) {
        return new SalesforceProblem(400, "INVALID_REPLICATION_DATE", why);
    }

    private static Reply updated(Call call) {
        Window window = window(call);
        List<String> ids = new ArrayList<>();
        for (SObject record : call.org().store().table(call.entity()).since(window.start())) {
            if (window.has(record.stamp()) && !record.deleted()) {
                ids.add(record.id());
            }
        }
        return Reply.json(
                200, Json.of("ids", ids).and("latestDateCovered", Values.time(window.covered())));
    }

    private static Reply deleted(Call call) {
        Window window = window(call);
        Entity entity = call.entity();
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (SObject record : call.org().store().table(entity).since(window.start())) {
            if (window.has(record.stamp()) && record.deleted()) {
                records.add(show(record.id(), record.stamp()));
            }
        }
        for (Store.Tombstone stone : call.org().store().erased(entity)) {
            if (window.has(stone.at())) {
                records.add(show(stone.id(), stone.at()));
            }
        }
        Instant earliest =
                call.org()
                        .clock()
                        .instant()
                        .minus(
                                Duration.ofDays(
                                        call.org().dials().get(SalesforceDial.REPLICATION_DAYS)));
        return Reply.json(
                200,
                Json.of("deletedRecords", records)
                        .and("earliestDateAvailable", Values.time(earliest))
                        .and("latestDateCovered", Values.time(window.covered())));
    }

    private static Map<String, @Nullable Object> show(String id, Instant at) {
        return Json.of("id", id).and("deletedDate", Values.time(at));
    }
}
