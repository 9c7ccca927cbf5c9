package dev.tributary.override;

import dev.tributary.call.AcmeConnected;
import dev.tributary.call.LiveServer.Answer;

import java.util.List;
import java.util.Map;

/** What tests do with the overrides of {@link AcmeConnected}. */
record Overridden(AcmeConnected live) {
    static final String ENVIRONMENT = "/overrides/acme";

    String account() {
        return ENVIRONMENT + "?integrated_account_id=" + live.account();
    }

    Answer send(String method, String path, Object body) {
        return live.server().send(method, path, live.key(), body);
    }

    /** A new version for the account. */
    Answer put(Map<String, ?> document) {
        return send("PUT", account(), Map.of("document", document));
    }

    /** A new version for the environment, with what leads to the test's provider. */
    Answer putEnvironment(Map<String, Object> document, Map<String, ?> more) {
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.put("document", dev.tributary.call.LiveServer.at(live.acme(), document));
        return send("PUT", ENVIRONMENT, body);
    }

    static Map<String, Object> contacts(Map<String, ?> document) {
        return Map.of("crm", Map.of("contacts", document));
    }

    static Map<String, Object> read(String jsonata) {
        return contacts(Map.of("read", jsonata));
    }

    /** A contact as the account's connector makes it. */
    Map<String, Object> contact(String id) {
        Answer answer = live.unified("GET", "crm/contacts/" + id, null);
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return answer.json();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> result(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return (List<Map<String, Object>>) answer.json().get("result");
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> problems(Answer answer) {
        return (List<Map<String, Object>>) answer.json().get("problems");
    }
}
