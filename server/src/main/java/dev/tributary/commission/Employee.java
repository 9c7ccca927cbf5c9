package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

/** An employee with a work e-mail, as the HRIS has it. */
record Employee(
        String integratedAccountId,
        String id,
        String name,
        String email,
        @Nullable String managerEmployeeId) {}
