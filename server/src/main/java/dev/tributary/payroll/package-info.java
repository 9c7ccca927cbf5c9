/** Payout runs over the unified HRIS API: an approved period becomes payroll inputs, once. */
@NullMarked
package dev.tributary.payroll;

import org.jspecify.annotations.NullMarked;
