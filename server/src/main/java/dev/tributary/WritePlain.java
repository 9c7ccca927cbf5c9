package dev.tributary;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Plain trees as JSON, without asking each value for its serializer. What is not plain inside of
 * them, such as a record or an instant, is written as the mapper does.
 */
final class WritePlain {
    private WritePlain() {}

    static byte[] bytes(JsonMapper mapper, Object tree) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (bytes;
                JsonGenerator out = mapper.createGenerator(bytes)) {
            value(out, tree);
            out.flush();
            return bytes.toByteArray();
        }
    }

    private static void value(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Map<?, ?> map -> object(out, map);
            case List<?> list -> {
                out.writeStartArray();
                for (Object item : list) {
                    value(out, item);
                }
                out.writeEndArray();
            }
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case BigDecimal number -> out.writeNumber(number);
            default -> out.writePOJO(value);
        }
    }

    private static void object(JsonGenerator out, Map<?, ?> map) {
        if (!map.isEmpty() && !(map.keySet().iterator().next() instanceof String)) {
            out.writePOJO(map);
            return;
        }
        out.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            out.writeName(String.valueOf(member.getKey()));
            value(out, member.getValue());
        }
        out.writeEndObject();
    }
}
