package dev.tributary.bulk;

import dev.tributary.call.Acme;
import dev.tributary.csv.CsvReader;
import dev.tributary.csv.CsvRecords;
import dev.tributary.csv.CsvText;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bulk API at {@link Acme}: strict about the order of steps, it does its work while it is looked
 * at. A row whose last name is Bad is refused; one whose last name is Late is never come to.
 */
final class BulkDesk {
    /** A job of it. */
    static final class Job {
        final String id;
        final Map<?, ?> asked;
        String state;
        String reason = "";
        int looks;
        List<Map<String, String>> rows = List.of();
        final List<Map<String, String>> done = new ArrayList<>();
        final List<Map<String, String>> failed = new ArrayList<>();
        final List<Map<String, String>> unprocessed = new ArrayList<>();

        Job(String id, Map<?, ?> asked, String state) {
            this.id = id;
            this.asked = asked;
            this.state = state;
        }

        boolean ended() {
            return List.of("JobComplete", "Failed", "Aborted").contains(state);
        }
    }

    /** Contacts by number, each with its cells. */
    final Map<String, Map<String, String>> contacts = new LinkedHashMap<>();

    /** How often each row was carried out, by its last name. */
    final Map<String, Integer> carriedOut = new LinkedHashMap<>();

    final List<Job> jobs = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();

    /** Looks that a job takes before it is done. */
    int slow = 1;

    /** What the next job comes to nothing for; null: it does its work. */
    String broken;

    private final Acme acme;

    BulkDesk(Acme acme) {
        this.acme = acme;
        acme.on("POST /bulk/writes", asked -> made(asked, "writes", "Open"));
        acme.on("POST /bulk/reads", asked -> made(asked, "reads", "InProgress"));
        acme.on("GET /bulk/writes", this::named);
    }

    void contact(String number, String first, String last, String title) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("number", number);
        cells.put("first", first);
        cells.put("last", last);
        cells.put("job.title", title);
        contacts.put(number, cells);
    }

    private synchronized Acme.Reply made(Acme.Asked asked, String kind, String state) {
        Job job = new Job("j" + (jobs.size() + 1), (Map<?, ?>) asked.json(), state);
        jobs.add(job);
        String path = "/bulk/" + kind + "/" + job.id;
        acme.on("GET " + path, look -> look(job));
        acme.on("PATCH " + path, change -> change(job, (Map<?, ?>) change.json()));
        acme.on("PUT " + path + "/rows", upload -> upload(job, upload));
        acme.on("POST " + path + "/rows", upload -> upload(job, upload));
        acme.on("GET " + path + "/rows", page -> rows(job, page, job.done));
        acme.on("GET " + path + "/done", page -> rows(job, page, job.done));
        acme.on("GET " + path + "/failed", page -> rows(job, page, job.failed));
        acme.on("GET " + path + "/unprocessed", page -> rows(job, page, job.unprocessed));
        return Acme.json(201, shown(job));
    }

    /** A job that has its rows and begins by itself. */
    synchronized Job atOnce(Acme.Asked asked) {
        String about = asked.headers().get("x-job");
        byte[] body = about.getBytes(StandardCharsets.UTF_8);
        made(new Acme.Asked("POST", "", Map.of(), body), "writes", "Open");
        Job job = jobs.getLast();
        upload(job, asked);
        job.state = "InProgress";
        return job;
    }

    Acme.Reply look(String id) {
        return look(jobs.stream().filter(job -> job.id.equals(id)).findFirst().orElseThrow());
    }

    private synchronized Acme.Reply named(Acme.Asked asked) {
        String name = asked.parameter("name");
        return Acme.ok(
                Map.of(
                        "jobs",
                        jobs.stream()
                                .filter(job -> name.equals(job.asked.get("name")))
                                .map(BulkDesk::shown)
                                .toList()));
    }

    private static Map<String, Object> shown(Job job) {
        return Map.of("id", job.id, "state", job.state, "reason", job.reason);
    }

    private synchronized Acme.Reply look(Job job) {
        if (job.state.equals("InProgress") && ++job.looks >= slow) {
            work(job);
        }
        return Acme.ok(shown(job));
    }

    private synchronized Acme.Reply change(Job job, Map<?, ?> body) {
        String wanted = String.valueOf(body.get("state"));
        boolean closes = wanted.equals("UploadComplete");
        if (closes ? !job.state.equals("Open") || job.rows.isEmpty() : job.ended()) {
            return refused("%s cannot become %s".formatted(job.state, wanted));
        }
        if (closes) {
            job.state = "InProgress";
        } else {
            job.state = "Aborted";
            job.reason = "aborted";
            job.unprocessed.addAll(job.rows);
        }
        return Acme.ok(shown(job));
    }

    private synchronized Acme.Reply upload(Job job, Acme.Asked asked) {
        if (!job.state.equals("Open")) {
            return refused("rows for a job that is " + job.state);
        }
        if (!asked.headers().getOrDefault("content-type", "").equals("text/csv")) {
            return refused("rows come as text/csv");
        }
        List<Map<String, String>> rows = new ArrayList<>(job.rows);
        CsvRecords records = new CsvRecords(new StringReader(asked.text()), CsvReader.Limits.USUAL);
        for (var row = records.next(); row != null; row = records.next()) {
            rows.add(CsvText.cells(row, ""));
        }
        boolean replaces = asked.method().equals("PUT");
        job.rows = replaces ? List.copyOf(rows.subList(job.rows.size(), rows.size())) : rows;
        return new Acme.Reply.Whole(201, Map.of(), new byte[0]);
    }

    private Acme.Reply refused(String why) {
        refusals.add(why);
        return Acme.json(400, Map.of("reason", why));
    }

    private void work(Job job) {
        if (broken != null) {
            job.state = "Failed";
            job.reason = broken;
            job.unprocessed.addAll(job.rows);
            return;
        }
        job.state = "JobComplete";
        if (job.asked.containsKey("fields")) {
            contacts.values().forEach(job.done::add);
            return;
        }
        // In an order of its own.
        for (Map<String, String> row : job.rows.reversed()) {
            String last = row.getOrDefault("last", row.getOrDefault("number", "?"));
            if (last.equals("Late")) {
                job.unprocessed.add(row);
            } else if (last.equals("Bad")) {
                Map<String, String> told = new LinkedHashMap<>();
                told.put("x_error", "no such name");
                told.put("x_field", "last");
                told.putAll(row);
                job.failed.add(told);
            } else {
                job.done.add(carryOut(job, row, last));
            }
        }
    }

    private Map<String, String> carryOut(Job job, Map<String, String> row, String last) {
        carriedOut.merge(last, 1, Integer::sum);
        String number = row.getOrDefault("number", String.valueOf(100 + contacts.size()));
        if (job.asked.get("operation").equals("delete")) {
            contacts.remove(number);
        } else {
            contacts.computeIfAbsent(number, unseen -> new LinkedHashMap<>()).putAll(row);
        }
        Map<String, String> told = new LinkedHashMap<>();
        told.put("x_id", number);
        told.putAll(row);
        return told;
    }

    /** In pages, if they are asked for. */
    private synchronized Acme.Reply rows(
            Job job, Acme.Asked asked, List<Map<String, String>> rows) {
        if (!job.ended()) {
            return refused("results of a job that is " + job.state);
        }
        String locator = asked.parameter("locator");
        String size = asked.parameter("rows");
        int from = locator.isEmpty() ? 0 : Integer.parseInt(locator.substring(1));
        int to = size.isEmpty() ? rows.size() : from + Integer.parseInt(size);
        String next = to < rows.size() ? "L" + to : "null";
        String csv = CsvText.of(rows.subList(from, Math.min(to, rows.size())));
        return new Acme.Reply.Whole(
                200,
                Map.of("content-type", "text/csv; charset=UTF-8", "x-locator", next),
                csv.getBytes(StandardCharsets.UTF_8));
    }
}
