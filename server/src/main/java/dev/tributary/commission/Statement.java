package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/**
 * What one person earned in one period, as it is answered. Amounts are decimal text.
 *
 * @param totals by component: what deals of this period earned
 * @param clawbacks what differences of earlier periods add up to
 */
record Statement(
        Payee person,
        String period,
        String status,
        String currency,
        Map<String, String> totals,
        String clawbacks,
        String total,
        List<Line> lines) {

    record Payee(String id, String name, String email) {}

    /**
     * One deal and component.
     *
     * @param transactionId the newest ledger transaction of the line
     * @param explanation of what it earns now
     * @param causedBy record events of all of the line's transactions
     */
    record Line(
            String dealId,
            String integratedAccountId,
            String component,
            String originPeriod,
            String amount,
            String transactionId,
            @Nullable JsonNode explanation,
            List<String> causedBy) {}
}
