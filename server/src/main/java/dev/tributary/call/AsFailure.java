package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.mapping.MappingException;
import dev.tributary.mapping.Provenance;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** An expression of a connector that breaks on what a provider said is a failure like others. */
final class AsFailure {
    private AsFailure() {}

    static <T extends @Nullable Object> T of(Connector connector, Supplier<T> work) {
        try {
            return work.get();
        } catch (MappingException broken) {
            String said = broken.said();
            if (said != null) {
                throw Failure.invalid("%s: %s", connector.title(), said);
            }
            throw by(
                    connector,
                    broken,
                    new Failure(
                            Code.MAPPING_FAILED,
                            "an expression of the connector of %s%s failed: %s"
                                    .formatted(
                                            connector.title(),
                                            broken.by() == null ? "" : ", in " + broken.by() + ",",
                                            broken.getMessage()),
                            broken));
        }
    }

    /** With whose expression or line it was. */
    static Failure by(Connector connector, MappingException broken, Failure failure) {
        Failure named = failure.with("connector", connector.name());
        Provenance by = broken.by();
        return by == null ? named : named.with("layer", by.layer()).with("place", by.place());
    }
}
