package dev.tributary.payroll;

import dev.tributary.http.spec.Schema;

/** What the answers of {@link PayrollRoutes} hold. */
final class Answers {
    private static final Schema ALLOCATION =
            Schema.object()
                    .with("key", Schema.text("{period}:{person}:{deal}:{component}"))
                    .with("amount", Schema.money());

    static final Schema RUN =
            Schema.object()
                    .with("id", Schema.text())
                    .with("period", Schema.month())
                    .with("integrated_account_id", Schema.text("the payroll system's"))
                    .with("earning_type", Schema.text("the provider's name for it"))
                    .with("status", Schema.words(PayoutRun.Status.values()))
                    .with("reason", Schema.text("why it needs attention").orNull())
                    .with("destination", Schema.text("the provider's payroll").orNull())
                    .with("totals", totals())
                    .with("amount", Schema.money())
                    .with("confirmed_amount", Schema.money())
                    .with("receivable_amount", Schema.money())
                    .with("unknown_resolved", Schema.whole())
                    .with("conflicts_resolved", Schema.whole())
                    .with("created_at", Schema.instant())
                    .with("sent_at", Schema.instant().orNull())
                    .with("settled_at", Schema.instant().orNull());

    static final Schema SETTLED =
            RUN.with("provider_total", Schema.money())
                    .with("ledger_total", Schema.money())
                    .with("agrees", Schema.flag());

    static final Schema LINE =
            Schema.object()
                    .with("id", Schema.text())
                    .with(
                            "person",
                            Schema.object().with("id", Schema.text()).with("name", Schema.text()))
                    .with("earning_type", Schema.text())
                    .with("currency", Schema.text())
                    .with("amount", Schema.money())
                    .with("status", Schema.words(PayoutLine.Status.values()))
                    .with("reason", Schema.text().orNull())
                    .with("destination", Schema.text().orNull())
                    .with("seen", Schema.money().about("before the write").orNull())
                    .with("wanted", Schema.money().about("after it").orNull())
                    .with("version", Schema.text().orNull())
                    .with("attempts", Schema.whole())
                    .with("paid_at", Schema.instant().orNull())
                    .with("allocations", Schema.list(ALLOCATION));

    private Answers() {}

    private static Schema totals() {
        Schema totals = Schema.object().with("lines", Schema.whole());
        for (PayoutLine.Status status : PayoutLine.Status.values()) {
            totals = totals.with(PayrollRoutes.text(status), Schema.whole());
        }
        return totals.about("lines by status");
    }
}
