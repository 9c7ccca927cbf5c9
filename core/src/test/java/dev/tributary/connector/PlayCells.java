package dev.tributary.connector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The compare-and-set half of {@link PlayFixture}. */
record PlayCells(Resource resource, PlayFixture fixture, Map<String, @Nullable Object> bindings) {
    @Nullable Object play(Fixture.Call call) {
        WriteMode.CompareAndSet mode = (WriteMode.CompareAndSet) resource.write().orElseThrow();
        return switch (call.method()) {
            case "find" -> {
                fixture.run(mode.find());
                yield mode.destination().evaluate(null, bindings);
            }
            case "read" -> {
                fixture.run(mode.read());
                yield cells(mode);
            }
            case "send" -> {
                fixture.send(mode.send(), Map.of());
                yield "confirmed";
            }
            default -> {
                fixture.run(mode.confirm());
                Map<String, @Nullable Object> held = new LinkedHashMap<>();
                held.put("processed", mode.processed().evaluate(null, bindings));
                held.put("cells", cells(mode));
                yield held;
            }
        };
    }

    private List<Map<String, @Nullable Object>> cells(WriteMode.CompareAndSet mode) {
        List<Map<String, @Nullable Object>> cells = new ArrayList<>();
        for (Object row : Exact.list(bindings.get("rows"))) {
            Map<String, @Nullable Object> own = new HashMap<>(bindings);
            own.put("row", row);
            Map<String, @Nullable Object> cell = new LinkedHashMap<>();
            put(cell, "current", mode.current().evaluate(null, own));
            put(cell, "version", mode.version().evaluate(null, own));
            put(
                    cell,
                    "refused",
                    mode.refused() == null ? null : mode.refused().evaluate(null, own));
            cells.add(cell);
        }
        return cells;
    }

    private static void put(
            Map<String, @Nullable Object> cell, String key, @Nullable Object value) {
        if (value != null) {
            cell.put(key, value);
        }
    }
}
