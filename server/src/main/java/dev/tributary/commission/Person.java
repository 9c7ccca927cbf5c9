package dev.tributary.commission;

import org.jspecify.annotations.Nullable;

/**
 * One payee: an employee, and the CRM user that the employee is.
 *
 * @param crmUserId null for whoever owns no deals; the first when there are many
 * @param managerId on the day that was asked for; null when there is none
 */
record Person(
        String id,
        String name,
        String email,
        String hrisIntegratedAccountId,
        String employeeId,
        @Nullable String crmUserId,
        @Nullable String managerId) {}
