package dev.tributary.db;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;

/** How rows become records and values become columns, the same for every statement. */
final class Rows {
    private Rows() {}

    static Jdbi configure(Jdbi jdbi) {
        jdbi.installPlugin(new PostgresPlugin());
        jdbi.registerRowMapper(new AnyRecord());
        // Bound values may be personal or secret: they stay out of exceptions, and so out of logs.
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(StatementExceptions.MessageRendering.SHORT_STATEMENT);
        // A null where a record has a primitive is a mistake, not a zero.
        jdbi.getConfig(ColumnMappers.class).setCoalesceNullPrimitivesToDefaults(false);
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(Integer.class, "integer");
        jdbi.registerArrayType(Boolean.class, "boolean");
        jdbi.registerArrayType(BigDecimal.class, "numeric");
        jdbi.registerArrayType(Instant.class, "timestamptz");
        jdbi.registerArrayType(LocalDate.class, "date");
        jdbi.registerArrayType(
                byte[].class, "bytea", bytes -> "\\x" + HexFormat.of().formatHex(bytes));
        jdbi.registerArrayType(Jsonb.class, "jsonb");
        jdbi.registerArgument(new Jsonb.ToColumn());
        jdbi.registerColumnMapper(
                Jsonb.class, (rs, column, ctx) -> Jsonb.orNull(rs.getString(column)));
        jdbi.registerColumnMapper(
                Instant.class,
                (rs, column, ctx) -> {
                    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
                    return time == null ? null : time.toInstant();
                });
        return jdbi;
    }

    /** Any record is filled from columns of its components' names, in snake_case. */
    private static final class AnyRecord implements RowMapperFactory {
        @Override
        public Optional<RowMapper<?>> build(Type type, ConfigRegistry config) {
            Class<?> raw = GenericTypes.getErasedType(type);
            if (!raw.isRecord() || raw == Jsonb.class) {
                return Optional.empty();
            }
            // Records are package-private where nobody else needs them.
            Constructor<?> constructor = raw.getDeclaredConstructors()[0];
            for (Constructor<?> each : raw.getDeclaredConstructors()) {
                if (each.getParameterCount() == raw.getRecordComponents().length) {
                    constructor = each;
                }
            }
            constructor.setAccessible(true);
            return Optional.of(ConstructorMapper.of(constructor));
        }
    }
}
