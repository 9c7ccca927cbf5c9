package dev.tributary.sandbox.gusto;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One amount that a payroll holds for a person. Zero amounts that nobody wrote are not listed.
 *
 * @param name of the fixed compensation, such as Commission
 * @param writtenBy the client id of the app that wrote it last, "another app" or "admin"
 * @param writes how often the amount was set, by writes that changed it or not
 */
public record Cell(
        String payrollUuid,
        LocalDate periodStart,
        LocalDate periodEnd,
        boolean processed,
        String employeeUuid,
        String jobUuid,
        String name,
        BigDecimal amount,
        String writtenBy,
        long writes) {}
