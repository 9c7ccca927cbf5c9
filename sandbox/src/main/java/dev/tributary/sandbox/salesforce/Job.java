package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One bulk job on its way. Used under the org's lock. */
final class Job {
    private static final Map<String, Character> DELIMITERS =
            Map.of(
                    "COMMA", ',',
                    "TAB", '\t',
                    "SEMICOLON", ';',
                    "PIPE", '|',
                    "CARET", '^',
                    "BACKQUOTE", '`');

    /** How far a job has come; the names are those on the wire. */
    enum State {
        OPEN("Open"),
        UPLOAD_COMPLETE("UploadComplete"),
        IN_PROGRESS("InProgress"),
        JOB_COMPLETE("JobComplete"),
        FAILED("Failed"),
        ABORTED("Aborted");

        private final String key;

        State(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }

        boolean ended() {
            return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
        }
    }

    /**
     * What a job is to do.
     *
     * @param statement of a query; empty for an ingest
     * @param externalId of an upsert; empty otherwise
     */
    record Plan(
            String operation,
            Entity entity,
            String statement,
            String externalId,
            String lineEnding,
            String delimiter,
            String version) {

        boolean query() {
            return !statement.isEmpty();
        }

        Csv csv() {
            return new Csv(
                    DELIMITERS.getOrDefault(delimiter, ','),
                    lineEnding.equals("CRLF") ? "\r\n" : "\n");
        }

        static boolean knowsDelimiter(String name) {
            return DELIMITERS.containsKey(name);
        }
    }

    private final String id;
    private final Plan plan;
    private final Actor actor;
    private final Instant created;
    private State state;
    private Instant changed;
    private Instant queued;
    private byte @Nullable [] data;
    private String error = "";
    private @Nullable Selected selected;
    private List<String> header = List.of();
    private final List<List<String>> successful = new ArrayList<>();
    private final List<List<String>> failed = new ArrayList<>();
    private List<List<String>> unprocessed = List.of();

    Job(String id, Plan plan, Actor actor, Instant now) {
        this.id = id;
        this.plan = plan;
        this.actor = actor;
        created = now;
        changed = now;
        queued = now;
        state = plan.query() ? State.UPLOAD_COMPLETE : State.OPEN;
    }

    String id() {
        return id;
    }

    Plan plan() {
        return plan;
    }

    Actor actor() {
        return actor;
    }

    State state() {
        return state;
    }

    Instant created() {
        return created;
    }

    Instant changed() {
        return changed;
    }

    /** When it was ready to be worked on. */
    Instant queued() {
        return queued;
    }

    void move(State to, Instant now) {
        state = to;
        changed = now;
        if (to == State.UPLOAD_COMPLETE) {
            queued = now;
        }
    }

    void fail(String why, Instant now) {
        error = why;
        move(State.FAILED, now);
    }

    String error() {
        return error;
    }

    byte @Nullable [] data() {
        return data;
    }

    void upload(byte[] bytes) {
        data = bytes;
    }

    void finish(Selected result, Instant now) {
        selected = result;
        move(State.JOB_COMPLETE, now);
    }

    @Nullable Selected selected() {
        return selected;
    }

    void read(List<String> columns, List<List<String>> lines) {
        header = columns;
        unprocessed = lines;
    }

    List<String> header() {
        return header;
    }

    List<List<String>> successful() {
        return successful;
    }

    List<List<String>> failed() {
        return failed;
    }

    List<List<String>> unprocessed() {
        return unprocessed;
    }

    int processedCount() {
        Selected result = selected;
        return result == null ? successful.size() + failed.size() : result.rows().size();
    }
}
