package dev.tributary.unified;

import dev.tributary.catalog.Catalog;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the fixtures of a connector show to work. Thread-safe. */
public interface Proof {
    /** {@code connector} by its name, as it comes: without overrides. */
    Shown of(String connector);

    /** The same of one that an environment brought. */
    Shown of(Catalog.Own own, String connector);

    /**
     * What became of a connector's fixtures when they were played.
     *
     * @param passed how many fixtures passed, by {@code crm/contacts list}
     * @param failed what was wrong with the first one that did not, by the same
     * @param proven methods that one is enough for: what resources inherit unchanged is shown once
     * @param webhooks kinds of change by {@code crm/contacts}
     * @param problems what was wrong with each fixture that did not pass, or cannot be read
     */
    record Shown(
            Map<String, Integer> passed,
            Map<String, String> failed,
            Set<String> proven,
            Map<String, Set<String>> webhooks,
            List<String> problems) {
        int passed(String resource, String method) {
            return passed.getOrDefault(key(resource, method), 0);
        }

        /** Why a method is not to be relied on; null: fixtures show it to work. */
        @Nullable String unproven(String resource, String method) {
            String key = key(resource, method);
            String failure = failed.get(key);
            if (failure != null) {
                return failure;
            }
            return passed.containsKey(key) || proven.contains(key) ? null : "no fixture shows it";
        }

        private static String key(String resource, String method) {
            return resource + " " + method;
        }
    }
}
