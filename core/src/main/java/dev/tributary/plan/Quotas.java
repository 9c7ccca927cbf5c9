package dev.tributary.plan;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A period's quota by person, in units of what the plan measures.
 *
 * @param standard for everybody who has none of their own; null when there is no such quota
 * @param byEmail lower-case work e-mail to quota
 */
public record Quotas(@Nullable BigDecimal standard, Map<String, BigDecimal> byEmail) {
    public Quotas {
        Map<String, BigDecimal> lower = new HashMap<>();
        byEmail.forEach((email, quota) -> lower.put(email.toLowerCase(Locale.ROOT), quota));
        byEmail = Map.copyOf(lower);
    }

    public Optional<BigDecimal> of(String email) {
        BigDecimal own = byEmail.get(email.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(own == null ? standard : own);
    }
}
