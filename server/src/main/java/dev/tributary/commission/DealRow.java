package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What a plan made of one record.
 *
 * @param eventId the record event it was read from; null when it came from the record store
 * @param state {@code credited}, {@code not_counted} or {@code parked}
 * @param reason why it is parked
 * @param users the CRM users that it names
 */
record DealRow(
        String planId,
        String integratedAccountId,
        String dealId,
        long recordVersion,
        @Nullable String eventId,
        String state,
        @Nullable String reason,
        @Nullable Integer planVersion,
        @Nullable String period,
        @Nullable LocalDate date,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable List<String> orderKeys,
        List<String> users) {

    DealRef ref() {
        return new DealRef(integratedAccountId, dealId);
    }
}
