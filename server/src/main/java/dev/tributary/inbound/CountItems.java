package dev.tributary.inbound;

import dev.tributary.Failure;
import dev.tributary.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a body just far enough to know that it is JSON, and how many events are in it. */
final class CountItems {
    private CountItems() {}

    /**
     * The length of an array; 1 for anything else.
     *
     * @throws Failure {@code invalid_request} when it is not one JSON value
     */
    static int in(byte[] body) {
        try (JsonParser parser = Json.mapper().createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw Failure.invalid("the body is empty; a webhook sends JSON");
            }
            int items = first == JsonToken.START_ARRAY ? elements(parser) : one(parser);
            if (parser.nextToken() != null) {
                throw Failure.invalid("the body holds more than one JSON value");
            }
            return items;
        } catch (JacksonException e) {
            throw Failure.invalid("the body is not JSON: %s", e.getOriginalMessage());
        }
    }

    private static int elements(JsonParser parser) {
        int items = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items++;
            parser.skipChildren();
        }
        return items;
    }

    private static int one(JsonParser parser) {
        parser.skipChildren();
        return 1;
    }
}
