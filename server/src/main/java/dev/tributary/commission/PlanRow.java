package dev.tributary.commission;

import java.time.Instant;
import java.time.LocalDate;

/** One version of a plan as it is stored. */
record PlanRow(
        String environmentId,
        String planId,
        int version,
        String name,
        String resource,
        LocalDate effectiveFrom,
        String document,
        String createdBy,
        Instant createdAt) {}
