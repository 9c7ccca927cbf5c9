package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a shape cannot see of a resource's bulk jobs: that, with what they inherit, nothing is
 * missing, and that rows can be sent once and only once.
 */
final class CheckBulk {
    private final CrossCheck names;
    private final Node statement;
    private final Report report;

    /**
     * @param statement the dialect's query
     */
    CheckBulk(CrossCheck names, Node statement, Report report) {
        this.names = names;
        this.statement = statement;
        this.report = report;
    }

    void check(Node resource, Set<String> known) {
        Node read = resource.at(BulkLanguage.READ);
        if (read instanceof Node.Members) {
            complete(read, BulkLanguage.READ, BulkLanguage.READ_NEEDS, known);
            statement(read);
        }
        Node write = resource.at(BulkLanguage.WRITE);
        if (write instanceof Node.Members) {
            complete(write, BulkLanguage.WRITE, BulkLanguage.WRITE_NEEDS, known);
            write(write, known);
        }
    }

    private void complete(Node bulk, String name, List<String> needed, Set<String> known) {
        for (String key : needed) {
            if (!bulk.has(key)) {
                report.add(bulk.origin(), "%s needs %s", name, key);
            }
        }
        request(bulk, "create", known);
        Node create = bulk.at("create");
        if (create instanceof Node.Members && !create.has("pick")) {
            report.add(create.origin(), "create needs pick: the job's id");
        }
        Set<String> aboutJob = new HashSet<>(known);
        aboutJob.add("job");
        BulkLanguage.ABOUT_JOB.forEach(part -> request(bulk, part, aboutJob));
    }

    private void request(Node bulk, String part, Set<String> bound) {
        Node request = bulk.at(part);
        if (request instanceof Node.Members) {
            names.verbs(request, bound);
            if (RequestLanguage.VERBS.stream().noneMatch(request::has)) {
                report.add(
                        request.origin(),
                        "%s needs %s",
                        part,
                        String.join(", ", RequestLanguage.VERBS));
            }
        }
    }

    /** A statement of everything has no size, so a place for one must be able to go. */
    private void statement(Node read) {
        if (!reads(read.at("create"), Request.STATEMENT)) {
            return;
        }
        String query = statement.text().orElse("");
        if (query.isEmpty()) {
            report.add(read.at("create").origin(), "$statement needs a dialect");
        } else if (query.replaceAll("\\[[^\\]]*]", "").contains("{size}")) {
            report.add(
                    statement.origin(),
                    "a bulk_read asks without {size}: put it into [brackets] with its word");
        }
    }

    private void write(Node write, Set<String> known) {
        request(write, "find", known);
        if (!reads(write.at("create"), "records") && !reads(write.at("send"), "records")) {
            report.add(write.origin(), "nothing sends $records: create or send must");
        }
        boolean waits = write.has("send") || write.has("close");
        if (waits && !write.has("open")) {
            report.add(
                    write.origin(),
                    "bulk_write needs open: after a lost reply it decides whether to send again");
        }
    }

    static boolean reads(Node node, String variable) {
        return String.valueOf(node.plain()).contains("$" + variable);
    }
}
