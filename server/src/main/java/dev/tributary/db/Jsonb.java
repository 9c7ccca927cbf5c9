package dev.tributary.db;

import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

import java.nio.charset.StandardCharsets;
import java.sql.Types;

/** JSON text on its way to or from a {@code jsonb} column: bound and mapped as such. */
public record Jsonb(String text) {

    public static Jsonb of(byte[] utf8) {
        return new Jsonb(new String(utf8, StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON text, so that an array of these is an array of JSON. */
    @Override
    public String toString() {
        return text;
    }

    static @Nullable Jsonb orNull(@Nullable String text) {
        return text == null ? null : new Jsonb(text);
    }

    static final class ToColumn extends AbstractArgumentFactory<Jsonb> {
        ToColumn() {
            super(Types.OTHER);
        }

        @Override
        protected Argument build(Jsonb value, ConfigRegistry config) {
            return (position, statement, ctx) -> {
                PGobject json = new PGobject();
                json.setType("jsonb");
                json.setValue(value.text);
                statement.setObject(position, json);
            };
        }
    }
}
