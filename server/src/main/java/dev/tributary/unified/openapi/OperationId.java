package dev.tributary.unified.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names operations for generated clients: {@code crm_contacts_list}, {@code payout_runs_send}. */
final class OperationId {
    private OperationId() {}

    static String of(String method, String path, Map<String, Object> operation) {
        int colon = path.lastIndexOf(':');
        String custom = colon < 0 ? "" : path.substring(colon + 1);
        List<String> words = new ArrayList<>();
        String last = "";
        for (String segment : (colon < 0 ? path : path.substring(0, colon)).split("/")) {
            last = segment;
            if (!segment.isEmpty() && !segment.startsWith("{") && !segment.equals("unified")) {
                words.add(segment.replaceAll("[^a-z0-9]+", "_"));
            }
        }
        if (custom.startsWith("{")) {
            words.add(last.equals("{id}") ? "act_on_one" : "act");
        } else {
            words.add(custom.isEmpty() ? verb(method, last.startsWith("{"), operation) : custom);
        }
        return String.join("_", words);
    }

    private static String verb(String method, boolean single, Map<String, Object> operation) {
        return switch (method) {
            case "get" -> !single && operation.toString().contains("result_count") ? "list" : "get";
            case "post" -> "create";
            case "patch" -> "update";
            default -> method;
        };
    }
}
