package dev.tributary.tool;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.call.CompareAndSet;
import dev.tributary.call.CompareAndSet.Outcome;
import dev.tributary.call.Target;
import dev.tributary.connector.Fixture;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a compare-and-set, each a case of its own. */
record PlayCells(CompareAndSet cells, Target target) {
    /** What the step gives. A send that was not confirmed is a failure of its kind. */
    Object play(Fixture.Call call) {
        String destination = String.valueOf(call.arguments().get("destination"));
        List<Map<String, @Nullable Object>> rows = rows(call);
        return switch (call.method()) {
            case "find" -> cells.findDestination(target).orElse("none");
            case "read" -> trees(cells.observe(target, destination, rows).cells());
            case "send" ->
                    sent(
                            cells.send(
                                    target,
                                    destination,
                                    rows.stream().map(PlayCells::write).toList()));
            default -> held(cells.held(target, destination, rows));
        };
    }

    private static Object held(CompareAndSet.Held held) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("processed", held.processed());
        tree.put("cells", trees(held.cells()));
        return tree;
    }

    private static List<Map<String, @Nullable Object>> trees(List<CompareAndSet.Cell> cells) {
        List<Map<String, @Nullable Object>> trees = new ArrayList<>();
        for (CompareAndSet.Cell cell : cells) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            BigDecimal seen = cell.seen();
            put(tree, "current", seen == null ? null : seen.toPlainString());
            put(tree, "version", cell.version());
            put(tree, "refused", cell.refused());
            trees.add(tree);
        }
        return trees;
    }

    private static void put(
            Map<String, @Nullable Object> tree, String name, @Nullable String value) {
        if (value != null) {
            tree.put(name, value);
        }
    }

    private static String sent(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Confirmed _ -> "confirmed";
            case Outcome.Refused refused -> throw not(Code.CONFLICT, "conflict", refused.reason());
            case Outcome.Closed closed -> throw not(Code.CONFLICT, "closed", closed.reason());
            case Outcome.Rejected rejected ->
                    throw not(Code.UNPROCESSABLE, "invalid", rejected.reason());
            case Outcome.Unknown unknown ->
                    throw not(Code.UPSTREAM_ERROR, "transient", unknown.reason());
        };
    }

    private static Failure not(Code code, String kind, String reason) {
        return new Failure(code, reason).with(CheckFailure.KIND, kind);
    }

    private static List<Map<String, @Nullable Object>> rows(Fixture.Call call) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        if (call.arguments().get("rows") instanceof List<?> list) {
            list.forEach(row -> rows.add(object(row)));
        }
        return rows;
    }

    private static CompareAndSet.Write write(Map<String, @Nullable Object> tree) {
        Object version = tree.get("version");
        return new CompareAndSet.Write(
                object(tree.get("row")),
                version == null ? null : version.toString(),
                new BigDecimal(String.valueOf(tree.get("wanted"))));
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, @Nullable Object> object(@Nullable Object tree) {
        return Json.read(Json.bytes(tree == null ? Map.of() : tree), Map.class);
    }
}
