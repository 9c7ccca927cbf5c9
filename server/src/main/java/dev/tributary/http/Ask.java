package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a handler sees it.
 *
 * @param path the raw path, still percent-encoded
 * @param variables the route's path variables, decoded
 * @param query decoded parameters in the order sent
 * @param headers by lower-case name
 * @param patience how long it may wait for a provider's budget; zero: not at all
 */
public record Ask(
        String id,
        String method,
        String path,
        String rawQuery,
        Map<String, String> variables,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Caller caller,
        InputStream content,
        int bodyBytesMax,
        Duration patience) {

    public String environmentId() {
        return caller.environmentId();
    }

    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable " + name);
        }
        return value;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The last value of a query parameter. */
    public Optional<String> parameter(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getLast());
    }

    public String required(String name) {
        return parameter(name)
                .orElseThrow(() -> Failure.invalid("the query parameter '%s' is missing", name));
    }

    public int number(String name, int otherwise, int min, int max) {
        String text = parameter(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below, with the bounds
        }
        throw Failure.invalid("%s is '%s'; it must be %d to %d", name, text, min, max);
    }

    /** The raw body; {@code payload_too_large} above the server's limit. */
    public byte[] body() {
        return body(bodyBytesMax);
    }

    public byte[] body(int bytesMax) {
        try {
            byte[] body = content.readNBytes(bytesMax + 1);
            if (body.length > bytesMax) {
                throw new Failure(
                        Code.PAYLOAD_TOO_LARGE,
                        "the body is larger than %d bytes".formatted(bytesMax));
            }
            return body;
        } catch (IOException e) {
            throw new Failure(Code.INVALID_REQUEST, "the body did not arrive whole", e);
        }
    }

    /** This request with a body that was read already, to be read again. */
    public Ask withBody(byte[] body) {
        return new Ask(
                id,
                method,
                path,
                rawQuery,
                variables,
                query,
                headers,
                caller,
                new ByteArrayInputStream(body),
                bodyBytesMax,
                patience);
    }

    /** The body as a record, map or list. */
    public <T> T json(Class<T> type) {
        byte[] body = body();
        if (body.length == 0) {
            throw Failure.invalid("the body is empty; send JSON");
        }
        return Json.read(body, type);
    }
}
