package dev.tributary.mapping;

import java.util.function.LongConsumer;

/** Is told what expressions use. Thread-safe. */
@FunctionalInterface
public interface WatchExpressions {
    /** Does not want to know. */
    WatchExpressions NOBODY = (connector, resource, by) -> Meter.NONE;

    /**
     * The meter of the expression that stands there, asked for once when it is compiled.
     *
     * @param resource such as {@code crm/contacts}; empty: the connector's as a whole
     */
    Meter of(String connector, String resource, Provenance by);

    /** What one expression uses; it is told the steps of each evaluation. Thread-safe. */
    interface Meter extends LongConsumer {
        Meter NONE =
                new Meter() {
                    @Override
                    public long begin() {
                        return 0;
                    }

                    @Override
                    public void end(long began, boolean failed) {}

                    @Override
                    public void accept(long steps) {}
                };

        /** An evaluation begins; what this gives is handed to {@link #end}. */
        long begin();

        void end(long began, boolean failed);
    }
}
