package dev.tributary.sync;

import dev.tributary.budget.Lane;
import dev.tributary.call.Calls;
import dev.tributary.call.Page;
import dev.tributary.call.Query;
import dev.tributary.call.Target;
import dev.tributary.event.AccountResource;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Consumer;

/** A provider's records, page by page. Thread-safe. */
public interface Walk {
    /** Whether the provider can be asked for what changed since a time. */
    boolean windowed(AccountResource of);

    /**
     * Hands over one page after the other, from {@code cursor} on.
     *
     * @param since only what changed from then on; null: everything
     */
    void each(
            AccountResource of,
            @Nullable Instant since,
            @Nullable String cursor,
            Lane lane,
            Consumer<Page> consumer);

    static Walk of(Calls calls) {
        return new Walk() {
            @Override
            public boolean windowed(AccountResource of) {
                var resource = target(of).resource();
                return resource.changed() != null || resource.filters().containsKey("updated_at");
            }

            @Override
            public void each(
                    AccountResource of,
                    @Nullable Instant since,
                    @Nullable String cursor,
                    Lane lane,
                    Consumer<Page> consumer) {
                Query query = since == null ? Query.all() : Query.changedSince(since.toString());
                calls.each(target(of), query.at(cursor), lane, consumer);
            }

            private Target target(AccountResource of) {
                return calls.target(
                        of.environmentId(), of.integratedAccountId(), of.model(), of.resource());
            }
        };
    }
}
