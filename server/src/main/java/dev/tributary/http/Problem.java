package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;

import java.util.LinkedHashMap;
import java.util.Map;

/** A failure as an RFC 9457 problem document. */
public final class Problem {
    private Problem() {}

    /** A failure inside of an answer, such as that of one record of a batch. */
    public static Map<String, Object> document(Failure failure) {
        Code code = failure.code();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", code.text().replace('_', ' '));
        document.put("status", code.status());
        document.put("code", code.text());
        document.put("detail", failure.getMessage());
        document.put(Failure.ADVICE, code.advice());
        document.put(Failure.RETRYABLE, code.retryable());
        failure.detail()
                .forEach(
                        (name, value) -> {
                            boolean better =
                                    name.equals(Failure.ADVICE) || name.equals(Failure.RETRYABLE);
                            if (better || !document.containsKey(name)) {
                                document.put(name, value);
                            }
                        });
        return document;
    }

    static Reply of(Failure failure, String publicUrl, String requestId) {
        Code code = failure.code();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", publicUrl + code.docs());
        document.put("request_id", requestId);
        document(failure).forEach(document::putIfAbsent);
        Reply reply =
                new Reply(
                        code.status(),
                        Map.of("content-type", "application/problem+json"),
                        Json.bytes(document));
        for (Map.Entry<String, String> header : failure.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        Object wait = failure.detail().get("retry_after");
        Object allow = failure.detail().get("allow");
        if (wait != null) {
            reply = reply.with("retry-after", wait.toString());
        }
        return allow == null ? reply : reply.with("allow", allow.toString());
    }
}
