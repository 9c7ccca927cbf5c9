package dev.tributary.call;

import dev.tributary.connector.DescribedField;

import java.util.List;

/** Told whenever a provider has been asked which fields a resource has. Thread-safe. */
@FunctionalInterface
public interface FieldsWatch {
    FieldsWatch NOBODY = (target, fields) -> {};

    /** Whatever goes wrong in here is no concern of the call that asked. */
    void described(Target target, List<DescribedField> fields);
}
