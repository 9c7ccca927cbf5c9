package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.mapping.MappingException;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** An expression of a connector that breaks on what a provider said is a failure like others. */
final class AsFailure {
    private AsFailure() {}

    static <T extends @Nullable Object> T of(Connector connector, Supplier<T> work) {
        try {
            return work.get();
        } catch (MappingException broken) {
            throw new Failure(
                            Code.MAPPING_FAILED,
                            "an expression of the connector of %s failed: %s"
                                    .formatted(connector.title(), broken.getMessage()),
                            broken)
                    .with("connector", connector.name());
        }
    }
}
